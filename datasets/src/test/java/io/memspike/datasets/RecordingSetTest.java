package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.testing.Allocation;
import org.junit.jupiter.api.Test;

class RecordingSetTest extends SamplesContract {
    private static final Shape SHAPE = new Shape(2, 4, 4);

    private static RecordingSet set() {
        return new RecordingSet(
                "recordings",
                SHAPE,
                3,
                new long[][] {
                    {
                        PackedEvent.of(0, 1, 2, true),
                        PackedEvent.of(9, 1, 2, true),
                        PackedEvent.of(10, 3, 0, false),
                        PackedEvent.of(29, 0, 0, true),
                        PackedEvent.of(30, 0, 0, true), // behind the last bin
                    },
                    {PackedEvent.of(25, 2, 2, false)},
                },
                new int[] {2, 0},
                3,
                10,
                1f);
    }

    @Override
    protected Samples samples() {
        return set();
    }

    @Test
    void shouldCountEventsInBinsOfEqualTime() {
        final EventFrames frames = EventFrames.of(set());
        set().load(0, frames);

        assertEquals(1, frames.step(0).size());
        assertEquals(SHAPE.index(1, 2, 1), frames.step(0).index(0));
        assertEquals(2, frames.step(0).value(0));
        assertEquals(SHAPE.index(0, 0, 3), frames.step(1).index(0));
        assertEquals(1, frames.step(2).size());
        assertEquals(1, frames.step(2).value(0));
    }

    @Test
    void shouldCountOtherwiseInOtherBins() {
        final RecordingSet other = set().binned(1, 100, 1f);
        final EventFrames frames = EventFrames.of(other);
        other.load(0, frames);

        assertEquals(3, frames.step(0).size());
        assertEquals(2, frames.step(0).value(0)); // of row 0, column 0
    }

    @Test
    void shouldMoveRecordingsInTrainingTheSameInEachRun() {
        final EventFrames frames = EventFrames.of(set());
        final EventFrames again = EventFrames.of(set());
        for (int epoch = 1; epoch < 20; epoch++) {
            set().load(1, epoch, frames);
            set().load(1, epoch, again);
            for (int t = 0; t < frames.steps(); t++) {
                assertEquals(again.step(t).size(), frames.step(t).size());
                for (int e = 0; e < frames.step(t).size(); e++) {
                    final int pixel = frames.step(t).index(e) / 2;
                    assertEquals(again.step(t).index(e), frames.step(t).index(e));
                    assertEquals(2, pixel / 4, 1); // by one pixel at most
                    assertEquals(2, pixel % 4, 1);
                }
            }
        }
    }

    @Test
    void shouldAllocateNothingInTrainingEither() {
        final RecordingSet set = set();
        final EventFrames frames = EventFrames.of(set);

        Allocation.assertNone(() -> set.load(1, 2, frames));
    }

    @Test
    void shouldRefuseWrongArguments() {
        final long[][] one = new long[1][1];

        assertThrows(IllegalArgumentException.class, () -> new RecordingSet("r", SHAPE, 3, one, new int[2], 3, 10, 1f));
        assertThrows(IllegalArgumentException.class, () -> new RecordingSet("r", SHAPE, 3, one, new int[1], 0, 10, 1f));
        assertThrows(IllegalArgumentException.class, () -> set().load(0, new EventFrames(SHAPE, 4)));
    }
}
