package io.memspike.earlyexit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrajectoriesTest {
    @Test
    void shouldGiveRunningMeans() {
        final Trajectories trajectories =
                new Trajectories(new float[] {9f, 9f, 9f, 9f, 1f, 4f, 2f, 0f}, new int[] {0, 1}, 2, 2);
        final float[][] means = new float[2][2];

        trajectories.answers(1, means);

        assertArrayEquals(new float[] {1f, 4f}, means[0]);
        assertArrayEquals(new float[] {1.5f, 2f}, means[1]); // (1 + 2) / 2, (4 + 0) / 2
    }

    @Test
    void shouldGiveThePotentialsThemselvesWhereTheNetworkTakesNoMean() {
        final Trajectories trajectories =
                new Trajectories(new float[] {9f, 9f, 9f, 9f, 1f, 4f, 2f, 0f}, new int[] {0, 1}, 2, 2, false);
        final float[][] answers = new float[2][2];

        trajectories.answers(1, answers);

        assertArrayEquals(new float[] {1f, 4f}, answers[0]);
        assertArrayEquals(new float[] {2f, 0f}, answers[1]);
    }

    @Test
    void shouldJoinPartsInTheirOrder() {
        final Trajectories joined = Trajectories.joined(List.of(
                new Trajectories(new float[] {1f, 2f, 3f, 4f}, new int[] {1}, 2, 2),
                new Trajectories(new float[] {5f, 6f, 7f, 8f, 9f, 8f, 7f, 6f}, new int[] {0, 1}, 2, 2)));

        assertArrayEquals(new float[] {1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 8f, 7f, 6f}, joined.potentials());
        assertEquals(3, joined.samples());
        assertEquals(1, joined.label(0));
        assertEquals(0, joined.label(1));
        assertEquals(1, joined.label(2));
    }

    @Test
    void shouldRefuseToJoinWhatIsNotAlike() {
        final Trajectories one = new Trajectories(new float[4], new int[1], 2, 2);

        for (final Trajectories other : List.of(
                new Trajectories(new float[6], new int[1], 3, 2),
                new Trajectories(new float[6], new int[1], 2, 3),
                new Trajectories(new float[4], new int[1], 2, 2, false))) {
            assertThrows(IllegalArgumentException.class, () -> Trajectories.joined(List.of(one, other)));
        }
    }

    private static void assertRefused(String message, float[] potentials, int[] labels, int steps, int classes) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new Trajectories(potentials, labels, steps, classes))
                        .getMessage());
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertRefused("trajectories: expected 2 × 2 × 3 = 12 potentials, found 11", new float[11], new int[2], 2, 3);
        assertRefused(
                "trajectories: sample 1: expected a label in [0, 3), found 3", new float[6], new int[] {0, 3}, 1, 3);
        assertRefused(
                "trajectories: expected at least 1 sample, step and class, found samples=0 steps=1 classes=1",
                new float[0],
                new int[0],
                1,
                1);
    }
}
