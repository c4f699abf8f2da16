package io.memspike.memristor.hardware;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memspike.core.RandomStream;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.thermal.Arrhenius;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;

/**
 * What cells hold a model's weights, and what has befallen them.
 *
 * @param device what the weights are programmed onto, towards the targets that the model's own cells had, where they had any; one that cannot be programmed is formed afresh, and the model's mask,
 *     learnt on other cells, is laid over it; null keeps the model's own cells
 * @param writeVerify how they are programmed; null for once
 * @param faults rates of faulty cells; null for none
 * @param ageSeconds time since programming, finite and at least 0
 * @param ownNoise whether reads have the noise that the device itself makes, at its age, where it
 *     {@linkplain DeviceModel#hasOwnNoise() is known}; none with an acceleration, as such noise grows by the clock and not by ageing
 * @param readDisturb reads of each cell since then, and what they do; null for none
 * @param endurance writes of each cell before, and what they do; null for none
 * @param acceleration how much faster they age than where their device's ageing was measured; null for as fast
 */
public record Cells(
        @JsonInclude(JsonInclude.Include.NON_NULL) DeviceModel device,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Cells.Once.class)
        WriteVerify writeVerify,

        CellFaults faults,
        double ageSeconds,
        boolean ownNoise,
        @JsonInclude(JsonInclude.Include.NON_NULL) ReadDisturb readDisturb,
        @JsonInclude(JsonInclude.Include.NON_NULL) Endurance endurance,
        @JsonInclude(JsonInclude.Include.NON_NULL) Arrhenius acceleration) {
    /** The model's own cells, all sound, just formed. */
    public static final Cells OWN = new Cells(null, WriteVerify.once(), CellFaults.NONE, 0, false, null, null, null);

    public Cells {
        writeVerify = writeVerify == null ? WriteVerify.once() : writeVerify; // as files leave it out
        faults = faults == null ? CellFaults.NONE : faults;
        if (!(ageSeconds >= 0 && ageSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "age: expected a finite number of seconds of at least 0, found " + ageSeconds);
        }
        if (ageSeconds > 0 && (device == null || !device.changesWithTime())) {
            throw new IllegalArgumentException(
                    "age: expected a device that changes with time, rram, pcm or a table with retention, found "
                            + name(device) + ", which do not");
        }
        requireAge(device, ageSeconds, acceleration);
        if (ownNoise && (device == null || !device.hasOwnNoise())) {
            throw new IllegalArgumentException(
                    "device noise: expected a device whose noise is known, pcm, found " + name(device));
        }
        if (ownNoise && acceleration != null) {
            throw new IllegalArgumentException(
                    "device noise: expected none where age goes at another temperature's pace,"
                            + " at which such noise does not grow, found some");
        }
        if (!(device instanceof ProgrammableDevice) && !writeVerify.isOnce()) {
            throw new IllegalArgumentException("write-verify: expected a device that can be programmed: rram, pcm,"
                    + " mram or a table, found " + name(device));
        }
    }

    private static void requireAge(DeviceModel device, double seconds, Arrhenius acceleration) {
        if (device == null) {
            return;
        }
        try {
            device.requireAge(referenceSeconds(seconds, acceleration));
        } catch (IllegalArgumentException e) {
            if (acceleration == null) {
                throw e;
            }
            throw new IllegalArgumentException(
                    e.getMessage() + ", which " + seconds + " seconds at " + acceleration.kelvin() + " K come to", e);
        }
    }

    private static String name(DeviceModel device) {
        return device == null ? "the model's own cells" : device.getClass().getSimpleName();
    }

    /** The same on another device. */
    public Cells with(DeviceModel other) {
        return new Cells(other, writeVerify, faults, ageSeconds, ownNoise, readDisturb, endurance, acceleration);
    }

    /** The same, programmed otherwise. */
    public Cells with(WriteVerify other) {
        return new Cells(device, other, faults, ageSeconds, ownNoise, readDisturb, endurance, acceleration);
    }

    /** The same with other faults. */
    public Cells with(CellFaults other) {
        return new Cells(device, writeVerify, other, ageSeconds, ownNoise, readDisturb, endurance, acceleration);
    }

    /** The same at another age. */
    public Cells withAge(double seconds) {
        return new Cells(device, writeVerify, faults, seconds, ownNoise, readDisturb, endurance, acceleration);
    }

    /** The same, disturbed by reads; null for none. */
    public Cells with(ReadDisturb other) {
        return new Cells(device, writeVerify, faults, ageSeconds, ownNoise, other, endurance, acceleration);
    }

    /**
     * The same after another number of reads.
     *
     * @throws IllegalArgumentException where nobody has said what reads do
     */
    public Cells withReads(double reads) {
        if (readDisturb == null) {
            throw new IllegalArgumentException("reads: expected what they do to cells, --disturb-after and"
                    + " --disturb-exponent, found neither");
        }
        return with(readDisturb.withReads(reads));
    }

    /** The same, worn by writes; null for none. */
    public Cells with(Endurance other) {
        return new Cells(device, writeVerify, faults, ageSeconds, ownNoise, readDisturb, other, acceleration);
    }

    /**
     * The same after another number of writes.
     *
     * @throws IllegalArgumentException where nobody has said what writes do
     */
    public Cells withWrites(double writes) {
        if (endurance == null) {
            throw new IllegalArgumentException(
                    "written: expected what writes do to cells, --endurance, --endurance-shape and"
                            + " --endurance-on, found none");
        }
        return with(endurance.withWrites(writes));
    }

    /** The same at a temperature; null for that at which their ageing was measured. */
    public Cells with(Arrhenius other) {
        return new Cells(device, writeVerify, faults, ageSeconds, ownNoise, readDisturb, endurance, other);
    }

    /** Voltage of reads at which the device says what cells conduct; 0 where it says so of none. */
    public double readVolts() {
        return device == null ? 0 : device.readVolts();
    }

    /** Age as the device tells it. */
    private static double referenceSeconds(double seconds, Arrhenius acceleration) {
        return acceleration == null ? seconds : acceleration.referenceSeconds(seconds);
    }

    /** The same as they were right after programming. */
    public Cells fresh() {
        return withAge(0).with((ReadDisturb) null);
    }

    /** Whether they are as they were right after programming. */
    public boolean isFresh() {
        return ageSeconds == 0 && (readDisturb == null || !readDisturb.isPresent());
    }

    /** Whether they are ever other cells than right after programming. */
    boolean change() {
        return readDisturb != null || device != null && device.changesWithTime();
    }

    /** The same, read with the device's own noise. */
    public Cells withOwnNoise() {
        return new Cells(device, writeVerify, faults, ageSeconds, true, readDisturb, endurance, acceleration);
    }

    /** The same, read without it. */
    public Cells withoutOwnNoise() {
        return new Cells(device, writeVerify, faults, ageSeconds, false, readDisturb, endurance, acceleration);
    }

    /** The same with targets rounded to so many levels; 0 for all conductances. */
    public Cells withLevels(int levels) {
        if (device instanceof ProgrammableDevice programmable) {
            return with(programmable.withLevels(levels));
        }
        throw new IllegalArgumentException(
                "levels: expected a device that can be programmed: rram, pcm, mram or a table, found " + name(device));
    }

    /**
     * What becomes of an array; read without noise.
     *
     * @param own the model's own cells
     * @param seed seed of devices, faults and ageing
     */
    public MemristorArray of(MemristorArray own, long seed) {
        final MemristorArray faulty = made(own, seed).withFaults(faults, seed);
        return used(endurance == null ? faulty : faulty.worn(endurance, seed), seed);
    }

    /**
     * What time and reads make of cells.
     *
     * @param fresh the same right after programming, faults among them
     * @param seed of ageing
     */
    MemristorArray used(MemristorArray fresh, long seed) {
        final MemristorArray aged =
                ageSeconds > 0 ? fresh.after(referenceSeconds(ageSeconds, acceleration), seed) : fresh;
        return readDisturb == null ? aged : aged.disturbed(readDisturb);
    }

    private MemristorArray made(MemristorArray own, long seed) {
        if (device == null) {
            return own;
        }
        if (device instanceof ProgrammableDevice programmable) {
            return own.programmedOnto(programmable, writeVerify, seed);
        }
        // the seed itself forms the very chip of a model of that seed
        final long another = RandomStream.of(seed, "another chip").nextLong();
        return MemristorArray.program(own.layer(), device, another, own.layerPosition())
                .disconnect(own.mask());
    }

    /** What files leave out. */
    static final class Once {
        @Override
        public boolean equals(Object other) {
            return other instanceof WriteVerify how && how.isOnce();
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
