package io.memspike.memristor.hardware;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.memspike.memristor.digital.UnitFormat;

/**
 * What undoes offset and gain of each column's converter behind it, as a calibration that knows them would:
 * {@link io.memspike.memristor.digital.PostProcessedReadout#correction}.
 *
 * @param bits widths of scales and offsets in fixed point, 2 to 24, of which 8 is published: {@link UnitFormat#of}; 0
 *     computes in floating point
 */
public record DigitalUnit(@JsonProperty(required = true) int bits) {
    /** Computes in floating point: what a unit in fixed point approximates. */
    public static final DigitalUnit FLOATING = new DigitalUnit(0);

    private static final String FLOATING_NAME = "float";
    private static final int LEAST_CODE_BITS = 2;

    public DigitalUnit {
        if (bits != 0) {
            UnitFormat.of(bits, LEAST_CODE_BITS); // checks
        }
    }

    /** Reads {@code float} or a number of bits. */
    public static DigitalUnit parse(String text) {
        if (text.equals(FLOATING_NAME)) {
            return FLOATING;
        }
        try {
            return new DigitalUnit(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "digital unit: expected float or a number of bits, found '" + text + "'", e);
        }
    }

    /** Widths behind converters of so many bits; null in floating point. */
    UnitFormat format(int adcBits) {
        return bits == 0 ? null : UnitFormat.of(bits, Math.max(LEAST_CODE_BITS, adcBits));
    }

    /** Bits, or {@code float}. */
    @Override
    public String toString() {
        return bits == 0 ? FLOATING_NAME : Integer.toString(bits);
    }
}
