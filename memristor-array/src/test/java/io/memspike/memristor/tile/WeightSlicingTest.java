package io.memspike.memristor.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.function.Executable;

class WeightSlicingTest {
    @Property
    void shouldGiveTheCodeBackWhenSlicesAreShiftedAndAdded(
            @ForAll @IntRange(min = 1, max = 16) int weightBits, @ForAll @IntRange(min = 1, max = 16) int bitsPerCell) {
        final WeightSlicing slicing = new WeightSlicing(weightBits, Math.min(weightBits, bitsPerCell));
        for (int code = -slicing.largestCode(); code <= slicing.largestCode(); code++) {
            assertEquals(Math.abs(code), sum(slicing, Math.abs(code), SignScheme.DIFFERENTIAL));
            final int shifted = slicing.offset() + code;
            assertEquals(shifted, sum(slicing, shifted, SignScheme.OFFSET_COLUMN));
        }
    }

    private static int sum(WeightSlicing slicing, int code, SignScheme signs) {
        int sum = 0;
        for (int slice = 0; slice < slicing.slices(signs); slice++) {
            final int digit = slicing.digit(code, slice);
            assertTrue(digit >= 0 && digit <= slicing.largestDigit());
            sum += digit << slice * slicing.bitsPerCell();
        }
        return sum;
    }

    @Property
    void shouldHaveTheOffsetInTheTopSliceAlone(
            @ForAll @IntRange(min = 1, max = 16) int weightBits, @ForAll @IntRange(min = 1, max = 16) int bitsPerCell) {
        final WeightSlicing slicing = new WeightSlicing(weightBits, Math.min(weightBits, bitsPerCell));
        final int top = slicing.slices(SignScheme.OFFSET_COLUMN) - 1;
        for (int slice = 0; slice < top; slice++) {
            assertEquals(0, slicing.digit(slicing.offset(), slice));
        }
        assertEquals(slicing.offset(), slicing.digit(slicing.offset(), top) << top * slicing.bitsPerCell());
    }

    @Property
    void shouldRoundToTheNearestCode(
            @ForAll @IntRange(min = 1, max = 16) int weightBits,
            @ForAll @DoubleRange(min = -1, max = 1) double share,
            @ForAll @DoubleRange(min = 0.01, max = 1000) double largest) {
        final WeightSlicing slicing = new WeightSlicing(weightBits, 1);
        final double code = largest / slicing.largestCode();
        final double weight = share * largest;

        assertEquals(weight, slicing.code(weight, largest) * code, code * 0.500001);
        assertEquals(slicing.largestCode(), slicing.code(largest, largest));
        assertEquals(-slicing.largestCode(), slicing.code(-largest, largest));
        assertEquals(0, slicing.code(0, 0));
    }

    @Example
    void shouldRefuseInOneClearLine() {
        assertFalse(WeightSlicing.NONE.isPresent());
        assertRefused("weight slicing: expected 1 to 4 bits per cell, found 5", () -> new WeightSlicing(4, 5));
        assertRefused("weight slicing: expected 1 to 4 bits per cell, found 0", () -> new WeightSlicing(4, 0));
        assertRefused("weight slicing: expected 1 to 16 weight bits, found 17", () -> new WeightSlicing(17, 1));
        assertRefused("weight slicing: expected 1 to 16 weight bits, found 0", () -> new WeightSlicing(0, 1));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
