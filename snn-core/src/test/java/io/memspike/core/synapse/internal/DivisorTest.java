package io.memspike.core.synapse.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DivisorTest {
    @Property
    void shouldDivideAsDivisionDoes(@ForAll @IntRange(min = 1) int divisor, @ForAll @IntRange(min = 0) int dividend) {
        assertEquals(dividend / divisor, new Divisor(divisor).quotient(dividend));
    }

    @Property
    void shouldDivideMultiplesAndWhatLiesBelowThem(
            @ForAll @IntRange(min = 1, max = 1 << 15) int divisor,
            @ForAll @IntRange(min = 1, max = 1 << 15) int times) {
        final Divisor by = new Divisor(divisor);

        assertEquals(times, by.quotient(times * divisor));
        assertEquals(times - 1, by.quotient(times * divisor - 1));
        assertEquals(Integer.MAX_VALUE / divisor, by.quotient(Integer.MAX_VALUE));
    }
}
