package io.memspike.tasks.array;

import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.device.WriteVerify;
import java.util.Objects;

/**
 * What cells hold a model's weights, and what has befallen them.
 *
 * @param device what the weights are programmed onto; one that cannot be programmed is formed afresh, and the model's mask,
 *     learnt on other cells, is laid over it; null keeps the model's own cells
 * @param writeVerify how they are programmed
 * @param faults rates of faulty cells
 * @param ageSeconds time since programming, finite and at least 0
 * @param ownNoise whether reads have the noise that the device itself makes, at its age, where it
 *     {@linkplain DeviceModel#hasOwnNoise() is known}
 */
public record CellSetup(
        DeviceModel device, WriteVerify writeVerify, CellFaults faults, double ageSeconds, boolean ownNoise) {
    /** The model's own cells, all sound, just formed. */
    public static final CellSetup OWN = new CellSetup(null, WriteVerify.once(), CellFaults.NONE, 0, false);

    public CellSetup {
        Objects.requireNonNull(writeVerify);
        Objects.requireNonNull(faults);
        if (!(ageSeconds >= 0 && ageSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "age: expected a finite number of seconds of at least 0, found " + ageSeconds);
        }
        if (ageSeconds > 0 && (device == null || !device.changesWithTime())) {
            throw new IllegalArgumentException("age: expected a device that changes with time, rram or pcm, found "
                    + name(device) + ", which do not");
        }
        if (ownNoise && (device == null || !device.hasOwnNoise())) {
            throw new IllegalArgumentException(
                    "device noise: expected a device whose noise is known, pcm, found " + name(device));
        }
        if (!(device instanceof ProgrammableDevice) && !writeVerify.equals(WriteVerify.once())) {
            throw new IllegalArgumentException("write-verify: expected a device that can be programmed: rram, pcm or"
                    + " mram, found " + name(device));
        }
    }

    private static String name(DeviceModel device) {
        return device == null ? "the model's own cells" : device.getClass().getSimpleName();
    }

    /** The same on another device. */
    public CellSetup with(DeviceModel other) {
        return new CellSetup(other, writeVerify, faults, ageSeconds, ownNoise);
    }

    /** The same, programmed otherwise. */
    public CellSetup with(WriteVerify other) {
        return new CellSetup(device, other, faults, ageSeconds, ownNoise);
    }

    /** The same with other faults. */
    public CellSetup with(CellFaults other) {
        return new CellSetup(device, writeVerify, other, ageSeconds, ownNoise);
    }

    /** The same at another age. */
    public CellSetup withAge(double seconds) {
        return new CellSetup(device, writeVerify, faults, seconds, ownNoise);
    }

    /** The same, read with the device's own noise. */
    public CellSetup withOwnNoise() {
        return new CellSetup(device, writeVerify, faults, ageSeconds, true);
    }

    /** The same with targets rounded to so many levels; 0 for all conductances. */
    public CellSetup withLevels(int levels) {
        if (device instanceof ProgrammableDevice programmable) {
            return with(programmable.withLevels(levels));
        }
        throw new IllegalArgumentException(
                "levels: expected a device that can be programmed: rram, pcm or mram, found " + name(device));
    }

    /** What becomes of an array; read without noise. */
    MemristorArray of(MemristorArray own, long seed) {
        final MemristorArray faulty = made(own, seed).withFaults(faults, seed);
        return ageSeconds > 0 ? faulty.after(ageSeconds, seed) : faulty;
    }

    private MemristorArray made(MemristorArray own, long seed) {
        if (device == null) {
            return own;
        }
        return device instanceof ProgrammableDevice programmable
                ? own.programmedOnto(programmable, writeVerify, seed)
                : MemristorArray.program(own.layer(), device, seed, own.layerPosition())
                        .disconnect(own.mask());
    }
}
