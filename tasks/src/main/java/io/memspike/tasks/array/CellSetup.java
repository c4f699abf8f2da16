package io.memspike.tasks.array;

import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.device.TargetRram;
import io.memspike.memristor.device.WriteVerify;
import java.util.Objects;

/**
 * What cells hold a model's weights, and what has befallen them.
 *
 * @param device what the weights are programmed onto; null keeps the model's own cells
 * @param writeVerify how they are programmed
 * @param faults rates of faulty cells
 * @param ageSeconds time since programming, finite and at least 0
 */
public record CellSetup(ProgrammableDevice device, WriteVerify writeVerify, CellFaults faults, double ageSeconds) {
    /** The model's own cells, all sound, just formed. */
    public static final CellSetup OWN = new CellSetup(null, WriteVerify.once(), CellFaults.NONE, 0);

    public CellSetup {
        Objects.requireNonNull(writeVerify);
        Objects.requireNonNull(faults);
        if (!(ageSeconds >= 0 && ageSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "age: expected a finite number of seconds of at least 0, found " + ageSeconds);
        }
        if (ageSeconds > 0 && !changesWithTime(device)) {
            throw new IllegalArgumentException("age: expected a device that changes with time, rram or pcm, found "
                    + (device == null
                            ? "the model's own cells"
                            : device.getClass().getSimpleName()) + ", which do not");
        }
        if (device == null && !writeVerify.equals(WriteVerify.once())) {
            throw new IllegalArgumentException("write-verify: expected a device that can be programmed: rram, pcm or"
                    + " mram, found the model's own cells");
        }
    }

    private static boolean changesWithTime(ProgrammableDevice device) {
        return device instanceof PhaseChangeMemory || device instanceof TargetRram;
    }

    /** The same on another device. */
    public CellSetup with(ProgrammableDevice other) {
        return new CellSetup(other, writeVerify, faults, ageSeconds);
    }

    /** The same, programmed otherwise. */
    public CellSetup with(WriteVerify other) {
        return new CellSetup(device, other, faults, ageSeconds);
    }

    /** The same with other faults. */
    public CellSetup with(CellFaults other) {
        return new CellSetup(device, writeVerify, other, ageSeconds);
    }

    /** The same at another age. */
    public CellSetup withAge(double seconds) {
        return new CellSetup(device, writeVerify, faults, seconds);
    }

    /** The same with targets rounded to so many levels; 0 for all conductances. */
    public CellSetup withLevels(int levels) {
        if (device == null) {
            throw new IllegalArgumentException(
                    "levels: expected a device that can be programmed: rram, pcm or mram, found the model's own cells");
        }
        return with(device.withLevels(levels));
    }

    /** What becomes of an array. */
    MemristorArray of(MemristorArray own, long seed) {
        final MemristorArray written = device == null ? own : own.programmedOnto(device, writeVerify, seed);
        final MemristorArray faulty = written.withFaults(faults, seed);
        return ageSeconds > 0 ? faulty.after(ageSeconds, seed) : faulty;
    }
}
