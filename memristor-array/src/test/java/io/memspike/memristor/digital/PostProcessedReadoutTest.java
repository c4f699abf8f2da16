package io.memspike.memristor.digital;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.memristor.converter.Adc;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ChannelErrors;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.Resolution;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostProcessedReadoutTest {
    private static final int COLUMNS = 200;

    @Test
    void shouldProcessTheCodesOfEachColumn() {
        final ColumnAffine affine = new ColumnAffine(new double[] {0.5, 1}, new double[] {1, -2}, true);
        final NearMemoryUnit unit = NearMemoryUnit.nearest(UnitFormat.of(8, 8), affine, Overflow.REFUSE);
        final ColumnReadout adc = new AdcReadout(Adc.sar(Resolution.bipolar(4)), 2, 1, 0); // LSB 0.25
        final float[] sums = {0.8f, 0.8f, -1.6f, 1.9f};

        new PostProcessedReadout(adc, 0.25, 10, List.of(unit)).convert(sums, 2, 2, 0, 0);

        // codes 3, 3, −6, 7 → 2.5 → 3; 1; −2 → 0; 5
        assertArrayEquals(new float[] {30, 10, 0, 50}, sums);
    }

    @Test
    void shouldUndoWhatDiffersBetweenColumns() {
        final Adc adc = Adc.sar(Resolution.bipolar(8)).withErrors(ChannelErrors.mismatch(4, 0.1));
        final AdcReadout raw = new AdcReadout(adc, 1, 3, 0);
        final double uncorrected = rms(raw);
        final double floating = rms(PostProcessedReadout.correcting(raw, List.of(COLUMNS), null));
        final double fixed = rms(PostProcessedReadout.correcting(raw, List.of(COLUMNS), UnitFormat.of(8, 8)));

        // in codes of 1/128. Offset 4, and gain 0.1 of sums of rms 64/√3 = 37: √(4² + 3.7²)
        assertEquals(5.4, uncorrected, 0.8);
        // two roundings at most: 1/√12 by the converter over the gain
        assertEquals(Math.sqrt(1 / 12.0), floating, 0.03);
        // a second rounding, the offset to halves, the scale to 1/128 on 37
        assertEquals(Math.sqrt(2 / 12.0 + 0.25 / 12 + Math.pow(37 / 128.0, 2) / 12), fixed, 0.06);
    }

    /** Root mean square error in codes, over sums uniform in ±½. */
    private static double rms(ColumnReadout readout) {
        final RandomStream stream = RandomStream.of(1, "sums");
        final float[] sums = new float[50 * COLUMNS];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = stream.nextFloat() - 0.5f;
        }
        final float[] read = sums.clone();
        readout.convert(read, 50, COLUMNS, 0, 0);
        double squares = 0;
        for (int i = 0; i < sums.length; i++) {
            squares += Math.pow(128.0 * (read[i] - sums[i]), 2);
        }
        return Math.sqrt(squares / sums.length);
    }

    @Test
    void shouldRefuseColumnsThatItHasNoUnitFor() {
        final ColumnAffine one = new ColumnAffine(new double[] {1}, new double[] {0}, false);
        final ColumnReadout readout = new PostProcessedReadout(ColumnReadout.EXACT, 1, 1, List.of(one));

        assertEquals("digital unit: expected one for each of 2 columns of tile 0, found 1", refusal(readout, 2, 0));
        assertEquals("digital unit: expected one for each of 1 columns of tile 1, found 0", refusal(readout, 1, 1));
    }

    private static String refusal(ColumnReadout readout, int columns, int tile) {
        return assertThrows(
                        IllegalArgumentException.class, () -> readout.convert(new float[columns], 1, columns, tile, 0))
                .getMessage();
    }
}
