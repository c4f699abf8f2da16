package io.memspike.tasks.energy;

import static io.memspike.memristor.energy.EnergyConstant.ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.COLUMNS_PER_ADC;
import static io.memspike.memristor.energy.EnergyConstant.DAC_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.FEATURE_METRES;
import static io.memspike.memristor.energy.EnergyConstant.INTEGER_ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.MULTIPLY_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.SRAM_1M_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.SRAM_32K_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.SRAM_8K_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.WORD_BITS;

import io.memspike.memristor.energy.DigitalEnergy;
import io.memspike.memristor.energy.EnergyAssumptions;
import io.memspike.memristor.energy.EnergyConstant;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyReport;
import java.util.Map;
import java.util.Set;

/**
 * One way to assume everything: as it was counted at first, and turned by choices in any order. Constants are scaled when they are
 * asked for, numbers before the technology, so that the order of choices plays no part. One thread.
 */
final class AssumptionSet {
    private static final String HOROWITZ = "Horowitz, ISSCC 2014, figure 1.1.9";
    /** F of the technologies that what is left in 7 nm is told of: that of the paper, and 40 nm, which is scaled from it. */
    private static final Set<Double> SCALED = Set.of(45e-9, 40e-9);

    private static final String JOUPPI = "45 to 7 nm as of Jouppi et al., ISCA 2021, table 2";

    /** Joules of an operation of an NVIDIA GeForce RTX 2080 Ti at its peak: 250 W of its board over 13.45 Tflop/s. */
    static final double BOARD_JOULES = 250 / 13.45e12;

    /** Priced under, but for what is scaled. */
    EnergyAssumptions priced;

    /** What digital parts of both machines compute with. */
    Numbers numbers = Numbers.FLOAT_32;

    /** Whether digital parts of both machines are in 7 nm. */
    boolean in7Nanometres;

    /** Columns in turn at a converter; 0 as the constants say. */
    int columns;

    /** Whether the digital machine computes every step whole. */
    boolean isDense;

    /** Whether that is a graphics board, of which its maker says all: numbers, technology and memory are its own, and
     * memory is counted on neither side. */
    boolean isBoard;

    /** Whether memory traffic is part of both sides. */
    boolean countsMemory;

    /** Whether the digital machine stops early, and whether the array does, where there is an early stop. */
    boolean digitalStops = true;

    boolean arrayStops = true;

    /** Whether layers in memory are left out on both sides. */
    boolean isArrayAlone;

    AssumptionSet(EnergyAssumptions counted, boolean isArrayAlone) {
        this.priced = counted;
        this.isArrayAlone = isArrayAlone;
    }

    /** Numbers, what operations on them take in parts of those on 32-bit floats, and what of that is left in 7 nm. */
    enum Numbers {
        FLOAT_32(32, 1, 1, 0.38 / 0.9, 1.31 / 3.7),
        FLOAT_16(16, 0.4 / 0.9, 1.1 / 3.7, 0.16 / 0.4, 0.34 / 1.1),
        INTEGER_8(8, 0.03 / 0.9, 0.2 / 3.7, 0.007 / 0.03, 0.07 / 0.2);

        private final int bits;
        private final double addition;
        private final double multiplication;
        private final double additionIn7;
        private final double multiplicationIn7;

        Numbers(int bits, double addition, double multiplication, double additionIn7, double multiplicationIn7) {
            this.bits = bits;
            this.addition = addition;
            this.multiplication = multiplication;
            this.additionIn7 = additionIn7;
            this.multiplicationIn7 = multiplicationIn7;
        }
    }

    /** What work is priced under. */
    EnergyAssumptions assumptions() {
        final EnergyConstants digital = scaled(priced.digital());
        final EnergyConstants board =
                digital.with(ADD_JOULES, BOARD_JOULES, "board").with(MULTIPLY_JOULES, BOARD_JOULES, "board");
        return priced.with(scaled(priced.array()), isBoard ? board : digital);
    }

    /** The digital machine's side of a report. */
    DigitalEnergy digital(EnergyReport report) {
        return isDense ? counted(report).dense() : counted(report).eventDriven();
    }

    /** The layers that count. */
    EnergyReport counted(EnergyReport report) {
        return isArrayAlone ? report.ofArray() : report;
    }

    private EnergyConstants scaled(EnergyConstants constants) {
        EnergyConstants scaled = constants;
        if (numbers != Numbers.FLOAT_32) {
            scaled = scaled.times(
                    Map.of(
                            ADD_JOULES, numbers.addition,
                            MULTIPLY_JOULES, numbers.multiplication,
                            WORD_BITS, numbers.bits / 32.0),
                    HOROWITZ);
        }
        if (in7Nanometres) {
            scaled = scaled.times(in7(), JOUPPI);
        }
        return columns == 0 ? scaled : scaled.with(COLUMNS_PER_ADC, columns, "assumption: turned");
    }

    /** Whether constants are of a technology of which it is known what 7 nm leave of it. */
    static boolean isScaledTo7(EnergyConstants constants) {
        return constants.has(FEATURE_METRES) && SCALED.contains(constants.of(FEATURE_METRES));
    }

    private Map<EnergyConstant, Double> in7() {
        return Map.of(
                ADD_JOULES, numbers.additionIn7,
                MULTIPLY_JOULES, numbers.multiplicationIn7,
                INTEGER_ADD_JOULES, 0.03 / 0.1,
                DAC_JOULES, 0.007 / 0.03,
                SRAM_8K_JOULES, 7.5 / 10,
                SRAM_32K_JOULES, 8.5 / 20,
                SRAM_1M_JOULES, 14.0 / 100);
    }
}
