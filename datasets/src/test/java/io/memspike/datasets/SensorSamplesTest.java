package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.datasets.set.DataSets;
import io.memspike.testing.Allocation;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SensorSamplesTest extends SamplesContract {
    private static final int STEPS = 10;

    private static ImageSet digits() throws IOException {
        return DataSets.ofSystem().images("mnist", Split.TRAIN);
    }

    @Override
    protected Samples samples() throws IOException {
        return Subset.first(new SensorSamples(digits(), STEPS, 1f, 1), 100);
    }

    private static int hash(Samples samples, int sample, int epoch) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, epoch, frames);
        int hash = 1;
        for (int t = 0; t < frames.steps(); t++) {
            for (int e = 0; e < frames.step(t).size(); e++) {
                hash = 31 * (31 * hash + frames.step(t).index(e))
                        + (int) frames.step(t).value(e);
            }
        }
        return hash;
    }

    @Test
    void shouldDrawAnewInEachEpochAndForEachSeed() throws IOException {
        final Samples samples = samples();
        final Samples others = new SensorSamples(digits(), STEPS, 1f, 2);

        assertEquals(hash(samples, 3, 0), hash(samples, 3, 0));
        assertEquals(hash(samples, 3, 4), hash(samples, 3, 4));
        assertNotEquals(hash(samples, 3, 0), hash(samples, 3, 1));
        assertNotEquals(hash(samples, 3, 1), hash(samples, 3, 2));
        assertNotEquals(hash(samples, 3, 0), hash(others, 3, 0));
    }

    /** What trained models have seen must stay what it was, on any JDK and machine. */
    @Test
    void shouldKeepTheBitsOfItsEvents() throws IOException {
        final Samples samples = samples();

        assertEquals(HASH_PLAIN, hash(samples, 0, 0));
        assertEquals(HASH_VARIED, hash(samples, 7, 3));
    }

    private static final int HASH_PLAIN = 1963152381;
    private static final int HASH_VARIED = -627940050;

    @Test
    void shouldSeeLeaksAloneBeforeABrightScreen() throws IOException {
        final Samples blank =
                new SensorSamples(new ImageSet("blank", 28, 28, 10, new byte[784], new byte[1]), STEPS, 1f, 1);
        final EventFrames frames = EventFrames.of(blank);
        blank.load(0, frames);
        double on = 0;
        double off = 0;
        for (int t = 0; t < STEPS; t++) {
            for (int e = 0; e < frames.step(t).size(); e++) {
                if (frames.step(t).index(e) % 2 == 1) {
                    on += frames.step(t).value(e);
                } else {
                    off += frames.step(t).value(e);
                }
            }
        }

        assertEquals(125, on + off, 100); // 75 to 175 in the mean, and a normal deviation of 13
        assertEquals(0.97, on / (on + off), 0.1);
    }

    @Test
    void shouldAllocateNothingInTrainingEither() throws IOException {
        final Samples samples = samples();
        final EventFrames frames = EventFrames.of(samples);

        Allocation.assertNone(() -> samples.load(1, 2, frames));
    }

    @Test
    void shouldRefuseWrongArguments() {
        final ImageSet small = new ImageSet("small", 2, 2, 10, new byte[4], new byte[1]);
        final ImageSet fits = new ImageSet("fits", 28, 28, 10, new byte[784], new byte[1]);
        final SensorSamples one = new SensorSamples(fits, 3, 1f, 1);

        assertThrows(IllegalArgumentException.class, () -> new SensorSamples(small, 10, 1f, 1));
        assertThrows(IllegalArgumentException.class, () -> new SensorSamples(fits, 0, 1f, 1));
        assertThrows(IllegalArgumentException.class, () -> one.load(0, new EventFrames(SensorCamera.SHAPE, 4)));
    }
}
