package io.memspike.datasets.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.datasets.Pieces;
import io.memspike.datasets.SamplesContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariedSaccadeEncoderTest extends SamplesContract {
    @Override
    protected Samples samples() {
        return encoded("varied-saccade", 1);
    }

    private static Samples encoded(String text, long seed) {
        return Encoding.of(text).encode(Pieces.images(20), seed);
    }

    private static List<Float> shown(Samples samples, int sample, int epoch) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, epoch, frames);
        final List<Float> all = new ArrayList<>();
        for (int t = 0; t < frames.steps(); t++) {
            for (int e = 0; e < frames.step(t).size(); e++) {
                all.add((float) frames.step(t).index(e));
                all.add(frames.step(t).value(e));
            }
        }
        return all;
    }

    @Test
    void shouldVaryInTrainingAloneInEachEpochAnew() {
        final Samples varied = encoded("varied-saccade", 1);
        final Samples plain = encoded("saccade", 1);

        assertEquals(shown(plain, 3, 0), shown(varied, 3, 0));
        assertNotEquals(shown(plain, 3, 1), shown(varied, 3, 1));
        assertNotEquals(shown(varied, 3, 1), shown(varied, 3, 2));
        assertEquals(shown(encoded("varied-saccade", 1), 3, 2), shown(varied, 3, 2));
        assertNotEquals(shown(encoded("varied-saccade", 2), 3, 2), shown(varied, 3, 2));
        assertEquals(shown(plain, 3, 1), shown(encoded("varied-saccade:vary=0", 1), 3, 1));
    }

    @Test
    void shouldVaryLittleWhereLittleIsAskedFor() {
        final List<Float> plain = shown(encoded("saccade", 1), 5, 1);
        final List<Float> least = shown(encoded("varied-saccade:vary=0.000001", 1), 5, 1);

        assertTrue(Math.abs(plain.size() - least.size()) <= plain.size() / 50, plain.size() + " " + least.size());
    }

    @Test
    void shouldRefuseOtherSamplesAndShares() {
        assertThrows(IllegalArgumentException.class, () -> encoded("varied-saccade:vary=1.5", 1));
        assertThrows(IllegalArgumentException.class, () -> encoded("varied-saccade:vary=-1", 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Encoding.of("varied-saccade").encode(Pieces.series(4), 1));
    }
}
