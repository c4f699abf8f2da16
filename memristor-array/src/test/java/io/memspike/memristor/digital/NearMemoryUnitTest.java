package io.memspike.memristor.digital;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMemoryUnitTest {
    private static final UnitFormat PUBLISHED = UnitFormat.of(8, 8);

    private static NearMemoryUnit unit(double scale, double offset, boolean rectifies) {
        return NearMemoryUnit.nearest(PUBLISHED, affine(scale, offset, rectifies), Overflow.REFUSE);
    }

    private static ColumnAffine affine(double scale, double offset, boolean rectifies) {
        return new ColumnAffine(new double[] {scale}, new double[] {offset}, rectifies);
    }

    @ParameterizedTest
    @CsvSource({
        "1,          0,    false, 100,  100",
        "0.5,        0,    false, 3,    2", // 1.5, halves up
        "0.5,        0,    false, -3,   -1", // −1.5, halves up
        "1,          0.5,  false, 7,    8",
        "1,          -0.5, false, 7,    7", // 6.5, halves up
        "1.9921875,  63.5, false, 100,  127", // 262.7 saturates
        "1.9921875,  -64,  false, -128, -128",
        "0.4921875,  0,    false, 1,    0", // 63/128, cut to 3/8
        "0.0078125,  0.5,  false, -1,   0", // 63/128, cut to 3/8
        "0.6328125,  -0.5, false, 1,    0", // 17/128
        "1,          0,    true,  -5,   0",
        "1,          -20,  true,  25,   5",
        "1,          -0.5, true,  0,    0",
        "1,          0,    false, 200,  127", // the code saturates
        "1,          0,    false, -200, -128"
    })
    void shouldScaleShiftCutRoundAndSaturate(double scale, double offset, boolean rectifies, int code, int expected) {
        assertEquals(expected, unit(scale, offset, rectifies).apply(0, code));
    }

    @Test
    void shouldLoseByCuttingOnlyWhereNoBitIsLeftToRoundBy() {
        for (int cut = 0; cut <= 7; cut++) {
            final UnitFormat format = new UnitFormat(PUBLISHED.scale(), PUBLISHED.offset(), 8, cut, 8);
            final NearMemoryUnit unit = NearMemoryUnit.nearest(format, affine(0.7109375, 0, false), Overflow.REFUSE);
            for (int code = -128; code < 128; code++) {
                final double sum = 0.7109375 * code;
                assertEquals(cut == 7 ? Math.floor(sum) : Math.floor(sum + 0.5), unit.apply(0, code));
            }
        }
    }

    /** The unit in decimal numbers: every step in words of the specification, none in those of the program. */
    private static int twin(UnitFormat format, BigDecimal scale, BigDecimal offset, boolean rectifies, int code) {
        final BigDecimal input = clamp(BigDecimal.valueOf(code), format.inputBits());
        BigDecimal sum = input.multiply(scale).add(offset);
        if (rectifies) {
            sum = sum.max(BigDecimal.ZERO);
        }
        final BigDecimal grid = BigDecimal.valueOf(2).pow(format.scale().fractionBits() - format.cutBits());
        final BigDecimal cut =
                sum.multiply(grid).setScale(0, RoundingMode.FLOOR).divide(grid);
        final boolean isWhole = grid.compareTo(BigDecimal.ONE) == 0;
        final BigDecimal rounded =
                isWhole ? cut : cut.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR);
        return clamp(rounded, format.outputBits()).intValueExact();
    }

    private static BigDecimal clamp(BigDecimal value, int bits) {
        final BigInteger end = BigInteger.TWO.pow(bits - 1);
        return value.min(new BigDecimal(end.subtract(BigInteger.ONE))).max(new BigDecimal(end.negate()));
    }

    @Property(tries = 3000)
    void shouldGiveTheBitsOfTheTwin(
            @ForAll @IntRange(min = 0, max = 255) int scale,
            @ForAll @IntRange(min = -128, max = 127) int offset,
            @ForAll @IntRange(min = -140, max = 140) int code,
            @ForAll boolean rectifies) {
        final NearMemoryUnit unit = unit(scale / 128.0, offset / 2.0, rectifies);

        assertEquals(
                twin(PUBLISHED, BigDecimal.valueOf(scale / 128.0), BigDecimal.valueOf(offset / 2.0), rectifies, code),
                unit.apply(0, code));
    }

    @Property(tries = 3000)
    void shouldGiveTheBitsOfTheTwinAtAnyWidths(
            @ForAll @IntRange(min = 0, max = 6) int scaleInteger,
            @ForAll @IntRange(min = 1, max = 12) int scaleFraction,
            @ForAll @IntRange(min = 1, max = 9) int offsetInteger,
            @ForAll @IntRange(min = 0, max = 12) int offsetFraction,
            @ForAll @IntRange(min = 0, max = 12) int cut,
            @ForAll @IntRange(min = 2, max = 24) int outputBits,
            @ForAll boolean isSigned,
            @ForAll long seed) {
        Assume.that(offsetFraction <= scaleFraction && cut <= scaleFraction && !(isSigned && scaleInteger == 0));
        final UnitFormat format = new UnitFormat(
                new FixedPoint(isSigned, scaleInteger, scaleFraction),
                new FixedPoint(true, offsetInteger, offsetFraction),
                11,
                cut,
                outputBits);
        final Random random = new Random(seed);
        final double scale = between(random, format.scale()) * format.scale().step();
        final double offset = between(random, format.offset()) * format.offset().step();
        final int code = random.nextInt(2200) - 1100;
        final boolean rectifies = random.nextBoolean();

        final NearMemoryUnit unit = NearMemoryUnit.nearest(format, affine(scale, offset, rectifies), Overflow.REFUSE);

        assertEquals(twin(format, new BigDecimal(scale), new BigDecimal(offset), rectifies, code), unit.apply(0, code));
    }

    private static int between(Random random, FixedPoint format) {
        return format.least() + random.nextInt(format.most() - format.least() + 1);
    }

    @Property
    void shouldLieWithinOneCodeOfFloatingPoint(
            @ForAll @Scale(5) @DoubleRange(min = 0, max = 1.99) double scale,
            @ForAll @Scale(5) @DoubleRange(min = -60, max = 60) double offset,
            @ForAll @IntRange(min = -32, max = 32) int code) {
        final ColumnAffine exact = affine(scale, offset, false);

        final double error =
                NearMemoryUnit.nearest(PUBLISHED, exact, Overflow.REFUSE).apply(0, code) - exact.result(0, code);

        // half a code of rounding, half a step of the scale on 32, half a step of the offset; saturation does not
        // occur:
        // 32 · 1.99 + 60 < 127.5
        assertTrue(Math.abs(error) <= 0.5 + 32.0 / 256 + 0.25, () -> "error " + error);
    }

    @Test
    void shouldTakeTheNearestOfBothFormats() {
        final NearMemoryUnit unit = unit(0.7, -3.3, false);

        assertEquals(90 / 128.0, unit.scale(0)); // 89.6 steps
        assertEquals(-3.5, unit.offset(0)); // −6.6 steps
        assertEquals(1, unit(1.0039, 0, false).scale(0)); // 128.4992 steps
        assertEquals(1.9921875, unit(1.996, 63.74, false).scale(0)); // 255.488 steps are still within half of one
    }

    @Test
    void shouldTellItsErrorAgainstFloatingPoint() {
        final int[] codes = IntStream.rangeClosed(-128, 127).toArray();
        final ColumnAffine exact = affine(0.3, 0, false); // 38/128 = 0.296875: off by 0.003125 a code

        final UnitError error = UnitError.of(NearMemoryUnit.nearest(PUBLISHED, exact, Overflow.REFUSE), exact, codes);

        // −0.003125 · code with codes of rms 73.9, and rounding uniform in ±½
        assertEquals(Math.sqrt(1.0 / 12 + Math.pow(0.003125 * 73.9, 2)), error.rms(), 0.05);
        assertTrue(error.largest() > 0.5 && error.largest() <= 0.5 + 0.4);
        assertEquals(0, error.saturated());
        assertEquals(new UnitError(0, 0, 0, 0), UnitError.of(unit(1, 3, false), affine(1, 3, false), 0, 5, 124));
        // 1.5 · 100 + 0.5 = 150.5 becomes 127
        assertEquals(
                new UnitError(-23.5, 23.5, 23.5, 1), UnitError.of(unit(1.5, 0.5, false), affine(1.5, 0.5, false), 100));
    }

    @Test
    void shouldCountAsSaturatedWhatRoundsBeyondTheOutput() {
        // codes of 8 bits hold −128 to 127; halves round up, so 127.5 rounds beyond them and −128.5 does not
        assertEquals(1, saturated(127.5));
        assertEquals(0, saturated(127.4375));
        assertEquals(0, saturated(-128.5));
        assertEquals(1, saturated(-128.5625));
    }

    /** Share of results that are saturated where the exact one is that value. */
    private static double saturated(double value) {
        final UnitFormat fine = new UnitFormat(new FixedPoint(false, 1, 7), new FixedPoint(true, 9, 7), 8, 4, 8);
        final ColumnAffine exact = affine(1, value, false);
        return UnitError.of(NearMemoryUnit.nearest(fine, exact, Overflow.REFUSE), exact, 0)
                .saturated();
    }

    @Test
    void shouldKeepThePublishedWidthsAsTheOnesOfEightBits() {
        assertEquals(
                new UnitFormat(new FixedPoint(false, 1, 7), new FixedPoint(true, 7, 1), 8, 4, 8), UnitFormat.of(8, 8));
        assertEquals(
                new UnitFormat(new FixedPoint(false, 1, 11), new FixedPoint(true, 11, 1), 6, 8, 6),
                UnitFormat.of(12, 6));
        assertEquals(0, UnitFormat.of(3, 8).cutBits());
        assertRefused("digital unit: expected scales of 2 to 24 bits, found 1", () -> UnitFormat.of(1, 8));
    }

    @Test
    void shouldRefuseInOneClearLine() {
        final FixedPoint scale = new FixedPoint(false, 1, 7);
        final FixedPoint offset = new FixedPoint(true, 7, 1);
        assertRefused("column 0: offset: expected a number in [-64.0, 63.5], found 64.0", () -> unit(1, 64, false));
        assertRefused(
                "fixed point: expected 1 to 24 bits, with at least one before the point where signed, found 0 and 4",
                () -> new FixedPoint(true, 0, 4));
        assertRefused(
                "fixed point: expected 1 to 24 bits, with at least one before the point where signed, found 20 and 5",
                () -> new FixedPoint(false, 20, 5));
        assertRefused(
                "digital unit: expected an offset of at most 1 fraction bits, as the scale, found 7",
                () -> new UnitFormat(offset, scale, 8, 0, 8));
        assertRefused(
                "digital unit: expected to cut 0 to 7 fraction bits, found 8",
                () -> new UnitFormat(scale, offset, 8, 8, 8));
        assertRefused(
                "digital unit: expected codes of 2 to 24 bits, found 1 in and 8 out",
                () -> new UnitFormat(scale, offset, 1, 0, 8));
        assertRefused(
                "column scales: expected at least one and an offset for each, found 1 scales and 2 offsets",
                () -> new ColumnAffine(new double[1], new double[2], false));
        assertRefused(
                "column 0: expected a finite scale and offset, found NaN and 0.0", () -> affine(Double.NaN, 0, false));
        assertRefused(
                "digital unit: expected codes of 2 to 24 bits, found 1 in and 8 out",
                () -> new UnitFormat(scale, offset, 1, 0, 8));
        assertRefused(
                "column scales: expected at least one and an offset for each, found 1 scales and 2 offsets",
                () -> new ColumnAffine(new double[1], new double[2], false));
        assertRefused(
                "column 0: expected a finite scale and offset, found NaN and 0.0", () -> affine(Double.NaN, 0, false));
        assertRefused(
                "digital unit: expected codes and as many columns, found 0 codes, 1 and 1 columns",
                () -> UnitError.of(unit(1, 0, false), affine(1, 0, false)));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
