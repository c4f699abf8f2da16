package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ClassifierDataTest {
    private final ClassifierData data = new ClassifierData(DataSets.ofSystem());

    private static String events(Samples samples, int sample) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, frames);
        final StringBuilder text = new StringBuilder();
        for (int t = 0; t < frames.steps(); t++) {
            for (int e = 0; e < frames.step(t).size(); e++) {
                text.append(frames.step(t).index(e)).append(' ');
                text.append(frames.step(t).value(e)).append(' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void shouldHoldOutTheLastOfTheTrainingSplit() throws IOException {
        final Samples all = data.samples(DataSets.MNIST, Split.TRAIN, 0);
        final Samples heldOut = data.heldOut(DataSets.MNIST, 3);

        assertEquals(60_000, all.size());
        assertEquals(60_000, data.trainingSize(DataSets.MNIST));
        assertEquals(3, heldOut.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(all.label(59_997 + i), heldOut.label(i));
            assertEquals(events(all, 59_997 + i), events(heldOut, i));
        }
    }

    @Test
    void shouldTakeTheFirstSamples() throws IOException {
        final Samples all = data.samples(DataSets.MNIST, Split.TEST, 0);
        final Samples some = data.samples(DataSets.MNIST, Split.TEST, 2);

        assertEquals(10_000, all.size());
        assertEquals(2, some.size());
        assertEquals(all.label(1), some.label(1));
        assertEquals(events(all, 1), events(some, 1));
    }

    @Test
    void shouldRefuseMoreSamplesThanThereAre() {
        assertThrows(IllegalArgumentException.class, () -> data.samples(DataSets.MNIST, Split.TEST, 10_001));
        assertThrows(IllegalArgumentException.class, () -> data.samples(DataSets.MNIST, Split.TEST, -1));
        assertThrows(IllegalArgumentException.class, () -> data.heldOut(DataSets.MNIST, 60_001));
        assertThrows(IllegalArgumentException.class, () -> data.heldOut(DataSets.MNIST, 0));
        assertThrows(IllegalArgumentException.class, () -> data.samples("no-such-set", Split.TEST, 1));
    }
}
