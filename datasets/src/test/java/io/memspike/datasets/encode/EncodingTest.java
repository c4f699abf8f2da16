package io.memspike.datasets.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.Pieces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "poisson | encoder: expected one of delta, direct, events, latency, picture, population, rate, saccade, sensor, varied, varied-saccade, found 'poisson'",
                "^^ | encoder: expected one of delta, direct, events, latency, picture, population, rate, saccade, sensor, varied, varied-saccade, found ''",
                "rate: | encoder rate: expected parameters rate, steps, found ''",
                "rate:max=1 | encoder rate: expected parameters rate, steps, found 'max'",
                "rate:rate | encoder rate: expected rate=NUMBER, found 'rate='",
                "rate:rate=x | encoder rate: expected rate=NUMBER, found 'rate=x'",
                "rate:rate=NaN | encoder rate: expected a finite rate, found NaN",
                "rate:rate=1,rate=1 | encoder rate: expected one value of rate, found a second",
                "rate:steps=0 | encoder rate: expected steps from 1 to 10000, found 0",
                "rate:steps=10001 | encoder rate: expected steps from 1 to 10000, found 10001",
                "rate:steps=1.5 | encoder rate: expected steps from 1 to 10000, found '1.5'",
                "rate:steps=2,steps=2 | encoder rate: expected one value of steps, found a second",
            })
    void shouldRefuseWhatIsNone(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Encoding.of(text))
                        .getMessage());
    }

    @Test
    void shouldSayEverythingOnceResolved() {
        assertEquals(
                "rate:steps=10,rate=1.0",
                Encoding.of("rate").resolved(Pieces.images(2)).toString());
        assertEquals(
                "rate:steps=12,rate=1.0",
                Encoding.of("rate").resolved(Pieces.series(2)).toString());
        assertEquals(
                "saccade:steps=10",
                Encoding.of("saccade").resolved(Pieces.images(2)).toString());
        assertEquals("rate:steps=5", Encoding.of("rate").withSteps(5).toString());
        assertEquals("rate", Encoding.of("rate").toString());
    }

    @Test
    void shouldRefuseTwoNumbersOfSteps() {
        final Encoding five = Encoding.of("rate:steps=5");

        assertEquals(five, five.withSteps(5));
        assertEquals(
                "encoder rate: expected one number of steps, found 5 and 6",
                assertThrows(IllegalArgumentException.class, () -> five.withSteps(6))
                        .getMessage());
    }

    /** Values that are no fractions would be probabilities above 1, or never told whole. */
    @Test
    void shouldRefuseValuesThatAreNoFractions() {
        final Samples two = new Samples() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public Shape shape() {
                return Shape.vector(1);
            }

            @Override
            public int steps() {
                return 1;
            }

            @Override
            public void load(int sample, EventFrames into) {
                into.step(0).clear();
                into.step(0).add(0, 2f);
            }
        };
        for (final String encoder : new String[] {"rate", "direct", "latency"}) {
            final Samples encoded = Encoding.of(encoder).encode(two, 1);
            assertEquals(
                    "encoder " + encoder + ": expected values in [0, 1], found 2.0 in sample 1, frame 0",
                    assertThrows(IllegalArgumentException.class, () -> encoded.load(1, EventFrames.of(encoded)))
                            .getMessage());
        }
    }
}
