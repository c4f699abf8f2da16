package io.memspike.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceTest {
    @Test
    void shouldTryAgainAfterAFailureAndFindOnce() {
        final AtomicInteger tries = new AtomicInteger();
        final Once<Integer> once = new Once<>(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("no disk");
            }
            return tries.get();
        });

        assertThrows(IllegalStateException.class, once::value);

        assertEquals(2, once.value());
        assertEquals(2, once.value());
        assertEquals(2, tries.get());
    }
}
