package io.memspike.memristor;

import io.memspike.core.RandomStream;
import io.memspike.memristor.device.CellFault;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;

/**
 * The cells of one array, two for each weight: cell 2i is G⁺ of weight i, cell 2i + 1 its G⁻. All arrays are (cells), in
 * siemens, shared between descendants and never written after construction.
 *
 * @param device what the cells are
 * @param written what was done to them at time 0
 * @param present what they conduct now
 * @param faults ordinals of {@link CellFault}
 * @param ageSeconds time since time 0
 */
record ArrayCells(DeviceModel device, Written written, double[] present, byte[] faults, double ageSeconds) {
    private static final CellFault[] KINDS = CellFault.values();

    /**
     * What does not change with age.
     *
     * @param target what was aimed at; what came about where there was no aim
     * @param programmed what came about
     * @param programming what it cost
     */
    record Written(double[] target, double[] programmed, Programming programming) {}

    private static ArrayCells fresh(DeviceModel device, Written written) {
        final double[] present = written.programmed();
        return new ArrayCells(device, written, present, new byte[present.length], 0);
    }

    /** Cells whose conductances are known. Kept. */
    static ArrayCells exact(DeviceModel device, double[] siemens) {
        return fresh(device, new Written(siemens, siemens, Programming.NONE));
    }

    /** Cells formed at random, in order, pair by pair, from one stream. */
    static ArrayCells formed(DeviceModel device, int cells, RandomStream stream) {
        final double[] siemens = new double[cells];
        if (device instanceof ProgrammableDevice programmable) {
            final double[] target = new double[cells];
            for (int c = 0; c < cells; c++) {
                target[c] = programmable.randomTargetSiemens(stream);
                siemens[c] = programmable.programSiemens(target[c], stream);
            }
            return fresh(device, new Written(target, siemens, Programming.NONE));
        }
        for (int c = 0; c < cells; c += 2) {
            device.formPair(stream, siemens, c);
        }
        return exact(device, siemens);
    }

    /**
     * Cells written towards targets, each with a stream of its own.
     *
     * @param target what to aim at; NaN leaves a cell unwritten at the device's smallest conductance. Kept, modified.
     */
    static ArrayCells programmed(
            ProgrammableDevice device, double[] target, WriteVerify writeVerify, long seed, int layerPosition) {
        final double[] siemens = new double[target.length];
        Programming programming = Programming.NONE;
        for (int c = 0; c < target.length; c++) {
            if (Double.isNaN(target[c])) {
                target[c] = device.range().minSiemens();
                siemens[c] = target[c];
                continue;
            }
            target[c] = device.range().nearest(target[c]);
            final RandomStream stream = RandomStream.of(seed, "programming", layerPosition, c);
            final WriteVerify.Outcome outcome = writeVerify.program(device, target[c], stream);
            siemens[c] = outcome.siemens();
            programming = programming.plus(outcome);
        }
        return fresh(device, new Written(target, siemens, programming));
    }

    /** The same, as they were formed, where pairs {@code which} are those of others, formed later. */
    ArrayCells withPairs(ArrayCells later, IntPredicate which) {
        if (isAimed() || later.isAimed()) {
            throw new IllegalStateException("cells: expected formed ones, found some that were aimed at targets");
        }
        final double[] siemens = written.programmed().clone();
        for (int pair = 0; 2 * pair < siemens.length; pair++) {
            if (which.test(pair)) {
                System.arraycopy(later.written.programmed(), 2 * pair, siemens, 2 * pair, 2);
            }
        }
        return exact(device, siemens);
    }

    /** Whether cells were aimed at targets, and did not just come about, or were given. */
    boolean isAimed() {
        return written.target() != written.programmed();
    }

    /**
     * What cells were aimed at, carried over from one range to another; NaN where a pair's mask is 0. A copy.
     *
     * @param from smallest conductance of the one
     * @param factor width of the other over that of the one
     * @param min smallest conductance of the other
     * @param max its largest
     */
    double[] targets(byte[] mask, double from, double factor, double min, double max) {
        final double[] targets = new double[present.length];
        for (int c = 0; c < targets.length; c++) {
            targets[c] = mask[c / 2] == 0
                    ? Double.NaN
                    : Math.max(min, Math.min(max, min + (written.target()[c] - from) * factor));
        }
        return targets;
    }

    /** The same cells, those that are sound now and faulty by chance replaced. */
    ArrayCells withFaults(CellFaults rates, long seed, int layerPosition) {
        return withFaults(c -> rates.of(seed, layerPosition, c), rates);
    }

    /** The same cells, those that are sound now and stand no more writes stuck. */
    ArrayCells worn(Endurance endurance, long seed, int layerPosition) {
        return withFaults(endurance.of(seed, layerPosition), CellFaults.NONE);
    }

    /** The same cells, those that are sound now and faulty by somebody's word replaced by what they then conduct. */
    private ArrayCells withFaults(LongFunction<CellFault> faulty, CellFaults conduct) {
        final double[] siemens = present.clone();
        final byte[] kinds = faults.clone();
        for (int c = 0; c < siemens.length; c++) {
            final CellFault fault = faulty.apply(c);
            if (fault != CellFault.NONE && kinds[c] == 0) {
                kinds[c] = (byte) fault.ordinal();
                siemens[c] = conduct.siemens(fault, device.range());
            }
        }
        return new ArrayCells(device, written, siemens, kinds, ageSeconds);
    }

    /** The same cells so long after time 0, whatever their age was; faulty ones stay as they are. */
    ArrayCells after(double seconds, long seed, int layerPosition) {
        final double[] siemens = present.clone();
        for (int c = 0; c < siemens.length; c++) {
            if (faults[c] == 0) {
                siemens[c] = device.siemensAfter(
                        written.target()[c],
                        written.programmed()[c],
                        seconds,
                        RandomStream.of(seed, "retention", layerPosition, c));
            }
        }
        return new ArrayCells(device, written, siemens, faults, seconds);
    }

    /** The same cells after so many reads more; faulty ones stay as they are. */
    ArrayCells disturbed(ReadDisturb disturb) {
        final DoubleUnaryOperator after = disturb.of(device.range());
        final double[] siemens = present.clone();
        for (int c = 0; c < siemens.length; c++) {
            if (faults[c] == 0) {
                siemens[c] = after.applyAsDouble(siemens[c]);
            }
        }
        return new ArrayCells(device, written, siemens, faults, ageSeconds);
    }

    /** The same cells as one read finds them, with the noise that they make at their age. */
    ArrayCells readOnce(long seed, int layerPosition) {
        final double[] siemens = present.clone();
        final long age = Double.doubleToLongBits(ageSeconds); // another age, another read
        for (int c = 0; c < siemens.length; c++) {
            final CellFault fault = KINDS[faults[c]];
            if (fault == CellFault.OPEN || fault == CellFault.SHORT || Double.isNaN(written.target()[c])) {
                continue;
            }
            siemens[c] = device.readSiemens(
                    fault == CellFault.NONE ? written.target()[c] : present[c],
                    present[c],
                    ageSeconds,
                    RandomStream.of(seed, "one read", layerPosition, c, age));
        }
        return new ArrayCells(device, written, siemens, faults, ageSeconds);
    }

    /** The same cells with other conductances, those of all G⁺ and of all G⁻. */
    ArrayCells withSiemens(double[] positive, double[] negative) {
        final double[] siemens = new double[present.length];
        for (int i = 0; i < positive.length; i++) {
            siemens[2 * i] = positive[i];
            siemens[2 * i + 1] = negative[i];
        }
        return new ArrayCells(device, written, siemens, faults, ageSeconds);
    }

    /** Standard deviation between reads that cell {@code c} has of its own: that of its state, if there is one left. */
    double readSigmaSiemens(int c) {
        return switch (KINDS[faults[c]]) {
            case NONE ->
                Double.isNaN(written.target()[c]) // never written
                        ? 0
                        : device.readSigmaSiemens(written.target()[c], present[c], ageSeconds);
            case STUCK_ON, STUCK_OFF -> device.readSigmaSiemens(present[c], present[c], ageSeconds);
            case OPEN, SHORT -> 0;
        };
    }

    /** Number of pairs, half the cells. */
    int pairs() {
        return present.length / 2;
    }

    /** Conductances of every second cell from {@code first} on: 0 for G⁺, 1 for G⁻. A copy. */
    double[] siemens(int first) {
        final double[] every = new double[pairs()];
        Arrays.setAll(every, i -> present[2 * i + first]);
        return every;
    }

    /** What cell {@code c} was aimed at; NaN where it just came about, or was given. */
    double targetSiemens(int c) {
        return isAimed() ? written.target()[c] : Double.NaN;
    }

    /** What is wrong with cell {@code c}. */
    CellFault fault(int c) {
        return KINDS[faults[c]];
    }

    /** Whether both cells of pair {@code i} have the same target. */
    boolean isAimedAlike(int i) {
        return written.target()[2 * i] == written.target()[2 * i + 1];
    }

    /** {@code G⁺ − G⁻} of pair {@code i}. */
    double difference(int i) {
        return present[2 * i] - present[2 * i + 1];
    }

    /** Whether pair {@code i} conducts as it does in {@code other}. */
    boolean agrees(ArrayCells other, int i) {
        return present[2 * i] == other.present[2 * i] && present[2 * i + 1] == other.present[2 * i + 1];
    }

    /** How many cells have that fault. */
    int count(CellFault fault) {
        int count = 0;
        for (final byte kind : faults) {
            count += kind == fault.ordinal() ? 1 : 0;
        }
        return count;
    }
}
