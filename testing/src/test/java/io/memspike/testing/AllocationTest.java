package io.memspike.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AllocationTest {
    private Object kept;

    /** The compiler may allocate on the thread's account, too: at least so many runs. */
    @Test
    void shouldGoOnUntilWorkIsQuietSeveralTimesInARow() {
        final int[] runs = {0};
        Allocation.assertNone(() -> {
            if (++runs[0] % 5 == 4 && runs[0] < 20) { // the 4th, 9th, 14th and 19th
                kept = new byte[100];
            }
        });

        assertEquals(100, ((byte[]) kept).length);
        assertTrue(runs[0] >= 24, () -> "runs " + runs[0]);
    }

    @Test
    void shouldFailWhenWorkAllocatesForEver() {
        assertThrows(
                AssertionError.class,
                () -> Allocation.assertAtMost(50, () -> {}, () -> kept = new byte[100], 1_000_000));
    }

    @Test
    void shouldNotCountWhatIsPrepared() {
        Allocation.assertNone(() -> kept = new byte[100], () -> {});

        Allocation.assertAtMost(200, () -> {}, () -> kept = new byte[100]);
    }
}
