package io.memspike.datasets.encode;

import static io.memspike.datasets.Pieces.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.datasets.SamplesContract;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What any {@link Encoder} must keep: what it makes are samples, as many and with the same classes. */
abstract class EncoderContract extends SamplesContract {
    static final long SEED = 7;

    private final String text;
    private final Samples source;

    EncoderContract(String text, Samples source) {
        this.text = text;
        this.source = source;
    }

    @Override
    protected final Samples samples() {
        return Encoding.of(text).encode(source, SEED);
    }

    @Test
    void shouldKeepSizeAndClasses() {
        final Samples samples = samples();

        assertEquals(source.size(), samples.size());
        assertEquals(source.classes(), samples.classes());
        for (int i = 0; i < source.size(); i++) {
            assertEquals(source.label(i), samples.label(i));
        }
    }

    @Test
    void shouldShowAsManyStepsAsAsked() {
        for (final int steps : new int[] {1, 2, 7, 30}) {
            assertEquals(
                    steps,
                    Encoding.of(text).withSteps(steps).encode(source, SEED).steps());
            values(Encoding.of(text).withSteps(steps).encode(source, SEED), 1);
        }
    }

    @Test
    void shouldSaySoThatItIsReadAgain() {
        final Encoding full = Encoding.of(text).resolved(source);

        assertEquals(full, Encoding.of(full.toString()));
        assertEquals(samples().steps(), full.steps());
        final float[][] expected = values(samples(), 2);
        final float[][] again = values(Encoding.of(full.toString()).encode(source, SEED), 2);
        for (int t = 0; t < expected.length; t++) {
            assertArrayEquals(expected[t], again[t]);
        }
    }

    @Test
    void shouldRefuseParametersOutOfRange() {
        final String encoder = Encoding.of(text).encoder();
        for (final String parameter : EncoderCatalog.of(encoder).parameters().keySet()) {
            for (final double value : new double[] {-0.5, 2}) {
                final Encoding how = new Encoding(encoder, 3, new TreeMap<>(Map.of(parameter, value)));
                final Exception e = assertThrows(IllegalArgumentException.class, () -> how.encode(source, SEED));
                assertTrue(e.getMessage().startsWith("encoder " + encoder + ": expected "), e.getMessage());
            }
        }
    }
}
