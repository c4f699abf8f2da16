package io.memspike.serve.site;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Requests counted by a clock of the test's own. */
class RateLimitTest {
    private long nanos;

    @Test
    void shouldAllowABurstAndThenSoManyASecond() {
        final RateLimit limit = new RateLimit(2, 3, () -> nanos);
        for (int i = 0; i < 3; i++) {
            assertTrue(limit.allows("a"));
        }
        assertFalse(limit.allows("a"));
        nanos += 499_999_999;
        assertFalse(limit.allows("a"));
        nanos += 1;
        assertTrue(limit.allows("a"), "one more after half a second");
        assertFalse(limit.allows("a"));
    }

    @Test
    void shouldNotSaveUpMoreThanABurst() {
        final RateLimit limit = new RateLimit(2, 3, () -> nanos);
        nanos += 1_000_000_000_000L;
        for (int i = 0; i < 3; i++) {
            assertTrue(limit.allows("a"));
        }
        assertFalse(limit.allows("a"));
    }

    @Test
    void shouldCountEachClientByItself() {
        final RateLimit limit = new RateLimit(1, 1, () -> nanos);
        assertTrue(limit.allows("a"));
        assertTrue(limit.allows("b"));
        assertFalse(limit.allows("a"));
    }
}
