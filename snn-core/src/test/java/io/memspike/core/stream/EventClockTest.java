package io.memspike.core.stream;

import static io.memspike.core.stream.EventClock.Verdict.HELD;
import static io.memspike.core.stream.EventClock.Verdict.LOST;
import static io.memspike.core.stream.EventClock.Verdict.RESTARTED;
import static io.memspike.core.stream.EventClock.Verdict.TAKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.stream.EventClock.Verdict;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Times in ms: at most 3,000 ahead, 150 behind. */
class EventClockTest {
    private final EventClock clock = new EventClock(3_000, 150);

    private List<Verdict> judge(double... times) {
        final List<Verdict> verdicts = new ArrayList<>();
        for (final double time : times) {
            verdicts.add(clock.judge(time, Math.round(time)));
        }
        return verdicts;
    }

    @Example
    void shouldTakeWhatLiesWithinTheBounds() {
        assertEquals(List.of(TAKEN, TAKEN, TAKEN, TAKEN), judge(0, 3_000, 2_850, 6_000));
        assertEquals(6_000, clock.now());
        assertEquals(0, clock.lostEvents());
    }

    @Example
    void shouldLoseAStrayTimeAheadAndNotFollowIt() {
        assertEquals(List.of(TAKEN, LOST, TAKEN, LOST, LOST, TAKEN), judge(10, 10_010, 11, 20_000, 20_001, 12));
        assertEquals(12, clock.now());
        assertEquals(3, clock.lostEvents());
    }

    @Example
    void shouldMoveToTimesAheadThatGoOnForLongerThanEventsAreOutOfOrder() {
        assertEquals(List.of(TAKEN, LOST, LOST, LOST, RESTARTED), judge(10, 20_000, 20_100, 20_150, 20_151));
        assertFalse(clock.hasHeld());
        assertEquals(20_151, clock.now());
        assertEquals(List.of(TAKEN), judge(20_200));
        assertEquals(3, clock.lostEvents());
    }

    @Example
    void shouldLoseAStrayTimeBehindOnceItIsKnownToBeOne() {
        assertEquals(List.of(TAKEN, HELD), judge(1_000, 0));
        assertEquals(1, clock.lostEvents());
        assertEquals(List.of(TAKEN, HELD, LOST, HELD), judge(1_001, 500, 9_000, 0));
        assertEquals(1_001, clock.now());
        assertEquals(4, clock.lostEvents());
    }

    @Example
    void shouldRestartWithBothEventsOfAClockThatBeganAgain() {
        assertEquals(List.of(TAKEN, HELD, RESTARTED), judge(1_000, 7, 9));
        assertTrue(clock.hasHeld());
        assertEquals(7, clock.held());
        assertEquals(7, clock.heldTime());
        assertEquals(9, clock.now());
        assertEquals(0, clock.lostEvents());
    }

    @Example
    void shouldStartWhereverTwoFirstEventsSay() {
        assertEquals(List.of(HELD, RESTARTED, TAKEN), judge(3_600_000, 3_600_001, 3_600_002));
        assertEquals(0, clock.lostEvents());
        clock.reset();
        assertEquals(List.of(HELD, TAKEN), judge(3_600_000, 5));
        assertEquals(1, clock.lostEvents());
    }

    @Example
    void shouldNeverFollowWhatIsNoNumber() {
        assertEquals(List.of(TAKEN, LOST, LOST, TAKEN), judge(1, Double.NaN, Double.NaN, 2));
        assertThrows(IllegalArgumentException.class, () -> new EventClock(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new EventClock(1, -1));
    }

    /** Whatever the times are: each event is handed on or lost, once. */
    @Property
    void shouldHandOnOrLoseEveryEvent(@ForAll @Size(max = 200) List<@IntRange(max = 20_000) Integer> times) {
        final EventClock any = new EventClock(3_000, 150);
        long handedOn = 0;
        for (int i = 0; i < times.size(); i++) {
            final Verdict verdict = any.judge(times.get(i), i);
            handedOn += verdict == TAKEN ? 1 : 0;
            handedOn += verdict == RESTARTED ? any.hasHeld() ? 2 : 1 : 0;

            assertEquals(i + 1, handedOn + any.lostEvents());
        }
    }
}
