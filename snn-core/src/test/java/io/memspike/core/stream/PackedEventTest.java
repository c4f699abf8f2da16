package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedEventTest {
    @Property(tries = 300)
    void shouldComeOutAsItWentIn(
            @ForAll @LongRange(max = PackedEvent.MAX_MICROS) long micros,
            @ForAll @IntRange(max = PackedEvent.MAX_COORDINATE) int x,
            @ForAll @IntRange(max = PackedEvent.MAX_COORDINATE) int y,
            @ForAll boolean on) {
        final long event = PackedEvent.of(micros, x, y, on);

        assertEquals(micros, PackedEvent.micros(event));
        assertEquals(x, PackedEvent.x(event));
        assertEquals(y, PackedEvent.y(event));
        assertEquals(on, PackedEvent.isOn(event));
        assertEquals(on ? 1 : 0, PackedEvent.channel(event));
        assertTrue(event >= 0);
    }

    @Property(tries = 300)
    void shouldSortByTime(
            @ForAll @LongRange(max = PackedEvent.MAX_MICROS) long a,
            @ForAll @LongRange(max = PackedEvent.MAX_MICROS) long b) {
        final int order = Long.compare(
                PackedEvent.of(a, PackedEvent.MAX_COORDINATE, 0, true),
                PackedEvent.of(b, 0, PackedEvent.MAX_COORDINATE, false));

        assertTrue(a == b || order == Long.compare(a, b));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "1099511627776, 0, 0", "0, -1, 0", "0, 2048, 0", "0, 0, -1", "0, 0, 2048"})
    void shouldRefuseWhatDoesNotFit(long micros, int x, int y) {
        assertThrows(IllegalArgumentException.class, () -> PackedEvent.of(micros, x, y, true));
    }
}
