package io.memspike.memristor.tile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How the value of an input, {@code code · step} of its {@link InputGrid}, becomes pulses on a row. Where it takes
 * several reads, each is converted, and the numbers are added with their weights: {@code code = Σ weight(read)} over the
 * reads in which the row is driven.
 */
public sealed interface InputDrive {
    /** One read; the pulse is as long as the value says. */
    InputDrive PULSE_WIDTH = new PulseWidth();

    /** One pulse of unit height and length for each event: code n is n pulses, one in each of the first n reads. */
    InputDrive BINARY = new Binary();

    /** One read for each bit of the code, lowest first. */
    static InputDrive bitSerial(int bits) {
        return new BitSerial(bits);
    }

    /**
     * A drive by its name: {@code pulse-width}, {@code binary} or {@code bit-serial:BITS}.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    @JsonCreator
    static InputDrive parse(String name) {
        if (name.equals(PULSE_WIDTH.name())) {
            return PULSE_WIDTH;
        }
        if (name.equals(BINARY.name())) {
            return BINARY;
        }
        try {
            if (name.startsWith(BitSerial.NAME)) {
                return bitSerial(Integer.parseInt(name.substring(BitSerial.NAME.length())));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "input drive: expected a number of bits, found '" + name.substring(BitSerial.NAME.length()) + "'",
                    e);
        }
        throw new IllegalArgumentException(
                "input drive: expected pulse-width, binary or bit-serial:BITS, found '" + name + "'");
    }

    /** Its name, as {@link #parse} reads it. */
    @JsonValue
    String name();

    /** Largest code that can be sent. */
    int largestCode();

    /**
     * Reads that one step takes.
     *
     * @param grid of the layer's inputs
     * @param largest largest code of the step's inputs
     */
    int reads(InputGrid grid, int largest);

    /** Whether a code drives its row in a read, counted from 0. */
    boolean isDriven(int code, int read);

    /** Number of reads in which a code drives its row. */
    int pulses(int code);

    /** Steps of the grid that a pulse in a read stands for; of {@link #PULSE_WIDTH} 1, for the pulse has the length. */
    int weight(int read);

    /** See {@link #PULSE_WIDTH}. */
    record PulseWidth() implements InputDrive {
        @Override
        public String name() {
            return "pulse-width";
        }

        @Override
        public int largestCode() {
            return InputGrid.MOST_CODE;
        }

        @Override
        public int reads(InputGrid grid, int largest) {
            return 1;
        }

        @Override
        public boolean isDriven(int code, int read) {
            return code > 0;
        }

        @Override
        public int pulses(int code) {
            return code > 0 ? 1 : 0;
        }

        @Override
        public int weight(int read) {
            return 1;
        }
    }

    /**
     * See {@link #BINARY}. There are as many reads as the largest code of the step says, but at least one: spikes take
     * one read, a count of 3 takes three, 0.75 on a grid of quarters takes three.
     */
    record Binary() implements InputDrive {
        @Override
        public String name() {
            return "binary";
        }

        @Override
        public int largestCode() {
            return InputGrid.MOST_CODE;
        }

        @Override
        public int reads(InputGrid grid, int largest) {
            return Math.max(1, largest);
        }

        @Override
        public boolean isDriven(int code, int read) {
            return read < code;
        }

        @Override
        public int pulses(int code) {
            return code;
        }

        @Override
        public int weight(int read) {
            return 1;
        }
    }

    /**
     * See {@link #bitSerial}. There are as many reads as the grid's largest code has bits, whatever the step's inputs are.
     *
     * @param bits most bits of a code, 1 to 16
     */
    record BitSerial(int bits) implements InputDrive {
        private static final String NAME = "bit-serial:";

        public BitSerial {
            if (bits < 1 || bits > 16) {
                throw new IllegalArgumentException("bit-serial drive: expected 1 to 16 bits, found " + bits);
            }
        }

        @Override
        public String name() {
            return NAME + bits;
        }

        @Override
        public int largestCode() {
            return (1 << bits) - 1;
        }

        @Override
        public int reads(InputGrid grid, int largest) {
            return Integer.SIZE - Integer.numberOfLeadingZeros(grid.largest());
        }

        @Override
        public boolean isDriven(int code, int read) {
            return (code >> read & 1) == 1;
        }

        @Override
        public int pulses(int code) {
            return Integer.bitCount(code);
        }

        @Override
        public int weight(int read) {
            return 1 << read;
        }
    }
}
