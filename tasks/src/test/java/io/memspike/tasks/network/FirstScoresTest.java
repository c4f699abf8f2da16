package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FirstScoresTest {
    private final float[] random = {0.5f, -0.25f, 0.25f, -1f}; // mean magnitude ½

    @Test
    void shouldBeginWithMagnitudesOfTheMeanOfRandomOnes() {
        assertArrayEquals(
                new float[] {0.25f, 0.5f, 0f, 1.25f}, // mean magnitude of the weights 1, of these ½
                FirstScores.MAGNITUDE.of(random, new float[] {-0.5f, 1f, 0f, 2.5f}));
    }

    @Test
    void shouldLeaveRandomOnesAndWeightsThatAreAllNothing() {
        assertArrayEquals(random.clone(), FirstScores.RANDOM.of(random, new float[] {1f, 2f, 3f, 4f}));
        assertArrayEquals(new float[4], FirstScores.MAGNITUDE.of(random, new float[4]));
    }

    @Test
    void shouldRefuseOtherNames() {
        assertEquals(FirstScores.MAGNITUDE, FirstScores.of("magnitude"));
        assertEquals(
                "scores: expected random or magnitude, found 'luck'",
                assertThrows(IllegalArgumentException.class, () -> FirstScores.of("luck"))
                        .getMessage());
    }
}
