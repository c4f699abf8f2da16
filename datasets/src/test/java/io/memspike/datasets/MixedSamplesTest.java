package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.encode.Encoding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixedSamplesTest extends SamplesContract {
    @Override
    protected Samples samples() {
        return new MixedSamples(Pieces.series(9), Pieces.series(4), 2);
    }

    /** Remembers which sample was asked for in which epoch. */
    private static Samples watched(List<String> asked) {
        final Samples series = Pieces.series(2);
        return new Samples() {
            @Override
            public int size() {
                return series.size();
            }

            @Override
            public Shape shape() {
                return series.shape();
            }

            @Override
            public int steps() {
                return series.steps();
            }

            @Override
            public int classes() {
                return series.classes();
            }

            @Override
            public int label(int sample) {
                return series.label(sample);
            }

            @Override
            public void load(int sample, EventFrames into) {
                series.load(sample, into);
            }

            @Override
            public void load(int sample, int epoch, EventFrames into) {
                asked.add(sample + "@" + epoch);
                series.load(sample, into);
            }
        };
    }

    @Test
    void shouldShowTheSecondAsInAnotherEpochEachTime() {
        final List<String> asked = new ArrayList<>();
        final Samples mixed = new MixedSamples(Pieces.series(3), watched(asked), 2);
        final EventFrames frames = EventFrames.of(mixed);
        for (int sample = 0; sample < mixed.size(); sample++) {
            mixed.load(sample, 5, frames);
        }
        mixed.load(3, 0, frames);

        assertEquals(7, mixed.size());
        assertEquals(List.of("0@10", "1@10", "0@11", "1@11", "0@0"), asked);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        final Samples other = new FixedSamples(new Shape(1, 1, 1), 2, new int[1], new float[1][1][1]);

        assertThrows(IllegalArgumentException.class, () -> new MixedSamples(Pieces.series(3), other, 1));
        assertThrows(IllegalArgumentException.class, () -> new MixedSamples(Pieces.series(3), Pieces.series(3), 0));
    }

    @Test
    void shouldSayWhatWasDoneToEither() {
        final SeriesSet plain = Pieces.series(4);
        final SeriesSet changed = new SeriesSet(
                "changed", plain.channels(), plain.steps(), 4, plain.values(), plain.labels(), "2 of 4 changed");

        assertEquals("", new MixedSamples(plain, plain, 1).remark());
        assertEquals("2 of 4 changed", new MixedSamples(plain, changed, 1).remark());
        assertEquals("2 of 4 changed; 2 of 4 changed", new MixedSamples(changed, changed, 1).remark());
        assertEquals("2 of 4 changed", new Subset(changed, 0, 1).remark());
        assertEquals("2 of 4 changed", Encoding.of("direct").encode(changed, 1).remark());
    }
}
