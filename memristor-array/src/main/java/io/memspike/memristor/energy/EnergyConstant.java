package io.memspike.memristor.energy;

/** What models of energy and area must be told. Each has a key in files, a unit and a range. */
public enum EnergyConstant {
    /** Voltage across cells that are read. */
    READ_VOLTS("readVolts", "V", Range.NOT_NEGATIVE),
    /** Length of a read pulse for an input of 1. */
    PULSE_SECONDS("pulseSeconds", "s", Range.NOT_NEGATIVE),
    /** Capacitance that each cell adds to its row. */
    LINE_FARADS_PER_CELL("lineFaradsPerCell", "F", Range.NOT_NEGATIVE),
    /** Swing of a driven row. */
    LINE_VOLTS("lineVolts", "V", Range.NOT_NEGATIVE),
    /** Converting an input to one pulse on one row. */
    DAC_JOULES("dacJoules", "J", Range.NOT_NEGATIVE),
    /** Walden's figure of merit of a successive-approximation converter. */
    SAR_STEP_JOULES("sarStepJoules", "J", Range.NOT_NEGATIVE),
    /** Walden's figure of merit of a ramp converter. */
    RAMP_STEP_JOULES("rampStepJoules", "J", Range.NOT_NEGATIVE),
    /** Walden's figure of merit of a flash converter. */
    FLASH_STEP_JOULES("flashStepJoules", "J", Range.NOT_NEGATIVE),
    /**
     * What amplifies a column, and holds its sum from the pulse until its turn at the converter; nothing where a file does not
     * say.
     */
    COLUMN_WATTS("columnWatts", "W", Range.NOT_NEGATIVE),
    /** Clock of converters. */
    ADC_CLOCK_HERTZ("adcClockHertz", "Hz", Range.POSITIVE),
    /** Columns that take turns at one converter. */
    COLUMNS_PER_ADC("columnsPerAdc", "1", Range.WHOLE),
    /** Adding two codes of converters, or counting a spike. */
    INTEGER_ADD_JOULES("integerAddJoules", "J", Range.NOT_NEGATIVE),
    /** One addition of the digital machine, and of neurons everywhere. */
    ADD_JOULES("addJoules", "J", Range.NOT_NEGATIVE),
    /** One multiplication of the digital machine, and of neurons everywhere. */
    MULTIPLY_JOULES("multiplyJoules", "J", Range.NOT_NEGATIVE),
    /** Bits of one number in memory. */
    WORD_BITS("wordBits", "1", Range.WHOLE),
    /** 64 bits from or to a memory of 8 KB. */
    SRAM_8K_JOULES("sram8KJoules", "J", Range.NOT_NEGATIVE),
    /** 64 bits from or to a memory of 32 KB. */
    SRAM_32K_JOULES("sram32KJoules", "J", Range.NOT_NEGATIVE),
    /** 64 bits from or to a memory of 1 MB. */
    SRAM_1M_JOULES("sram1MJoules", "J", Range.NOT_NEGATIVE),
    /** 64 bits from or to memory outside the chip. */
    DRAM_JOULES("dramJoules", "J", Range.NOT_NEGATIVE),
    /** Clock of the digital machine. */
    DIGITAL_CLOCK_HERTZ("digitalClockHertz", "Hz", Range.POSITIVE),
    /** Operations of the digital machine in one cycle. */
    DIGITAL_LANES("digitalLanes", "1", Range.WHOLE),
    /** F, in which cells are measured. */
    FEATURE_METRES("featureMetres", "m", Range.POSITIVE),
    /** Pitch of rows, in F. */
    CELL_HEIGHT_FEATURES("cellHeightFeatures", "1", Range.POSITIVE),
    /** Pitch of columns, in F. */
    CELL_WIDTH_FEATURES("cellWidthFeatures", "1", Range.POSITIVE),
    /** What turns an input into one pulse on one row, and drives it. */
    ROW_SQUARE_METRES("rowSquareMetres", "m2", Range.NOT_NEGATIVE),
    /** A successive-approximation converter of b bits over 2ᵇ. */
    SAR_STEP_SQUARE_METRES("sarStepSquareMetres", "m2", Range.NOT_NEGATIVE),
    /** A ramp converter of b bits over 2ᵇ. */
    RAMP_STEP_SQUARE_METRES("rampStepSquareMetres", "m2", Range.NOT_NEGATIVE),
    /** A flash converter of b bits over 2ᵇ. */
    FLASH_STEP_SQUARE_METRES("flashStepSquareMetres", "m2", Range.NOT_NEGATIVE),
    /** What adds two codes of converters. */
    INTEGER_ADD_SQUARE_METRES("integerAddSquareMetres", "m2", Range.NOT_NEGATIVE),
    /** What adds two numbers of neurons. */
    ADD_SQUARE_METRES("addSquareMetres", "m2", Range.NOT_NEGATIVE),
    /** What multiplies two numbers of neurons. */
    MULTIPLY_SQUARE_METRES("multiplySquareMetres", "m2", Range.NOT_NEGATIVE),
    /** One bit of memory on the chip. */
    BIT_SQUARE_METRES("bitSquareMetres", "m2", Range.NOT_NEGATIVE);

    private final String key;
    private final String unit;
    private final Range range;

    EnergyConstant(String key, String unit, Range range) {
        this.key = key;
        this.unit = unit;
        this.range = range;
    }

    /** Key in files. */
    public String key() {
        return key;
    }

    /** Unit, {@code 1} for plain numbers. */
    public String unit() {
        return unit;
    }

    /** Whether it tells of area, of which a file may leave out what it likes. */
    public boolean isOfArea() {
        return compareTo(FEATURE_METRES) >= 0;
    }

    /** Whether a file may leave it out; it is 0 then. */
    boolean isOptional() {
        return this == COLUMN_WATTS;
    }

    boolean allows(double value) {
        return value <= MOST
                && switch (range) {
                    case NOT_NEGATIVE -> value >= 0;
                    case POSITIVE -> value >= 1 / MOST;
                    case WHOLE -> value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value);
                };
    }

    String expected() {
        return range.expected;
    }

    /** Beyond every quantity that there is, and far enough from where products of a few of them end. */
    private static final double MOST = 1e30;

    private enum Range {
        NOT_NEGATIVE("a number from 0 to 1e30"),
        POSITIVE("a number from 1e-30 to 1e30"),
        WHOLE("a whole number of at least 1");

        private final String expected;

        Range(String expected) {
            this.expected = expected;
        }
    }
}
