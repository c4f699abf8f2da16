package io.memspike.topology.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.memspike.core.file.SafetensorsFile;
import io.memspike.testing.Outside;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenMaskTest {
    private static final int STEPS = 30;
    private static final int ENTRIES = 200;

    /** One after the other, as a training does it. */
    private static Writes step(Parameters.Pruned pruned) {
        final float[] effective = new float[pruned.size()];
        pruned.beginUse();
        final float threshold = pruned.threshold();
        final int half = pruned.size() / 2;
        return pruned.use(threshold, effective, 0, half).plus(pruned.use(threshold, effective, half, pruned.size()));
    }

    private static byte[] lying(Parameters.Pruned pruned) {
        final byte[] bits = new byte[pruned.size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (pruned.written().isSet(i) ? 1 : 0);
        }
        return bits;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0", "0.01", "0.1"})
    void shouldMatchGoldenMasksAndCounts(String limit) throws Exception {
        final SafetensorsFile golden = SafetensorsFile.open(Outside.file("golden/s3/s3_hysteresis.safetensors"));
        final float[] all = golden.tensor("scores").floats();
        final float[] masks = golden.tensor("limit" + limit + ".masks").floats();
        final float[] programming =
                golden.tensor("limit" + limit + ".programming").floats();
        final float[] scores = new float[ENTRIES];
        System.arraycopy(all, 0, scores, 0, ENTRIES);
        final Parameters.Pruned pruned =
                new Parameters.Pruned(new float[ENTRIES], scores, 1f, 0.5).withHysteresis(Double.parseDouble(limit));
        Writes total = Writes.NONE;
        for (int k = 0; k < STEPS; k++) {
            System.arraycopy(all, k * ENTRIES, scores, 0, ENTRIES);
            final byte[] asked = pruned.mask(); // as an evaluation would, which renews nothing
            total = total.plus(step(pruned));
            for (int i = 0; i < ENTRIES; i++) {
                assertEquals(masks[k * ENTRIES + i] == 1f, pruned.written().isSet(i), "step " + k + " at " + i);
            }
            assertArrayEquals(lying(pruned), asked);
            assertArrayEquals(asked, pruned.mask());
            assertEquals((int) programming[k], total.total() - ENTRIES / 2, "step " + k); // but for the first pruning
        }
    }

    /** A checkpoint's array brings all of it back, also where a score is 0. */
    @Test
    void shouldGoOnFromItsState() {
        final float[] scores = {0f, -0f, 3f, -4f};
        final float[] weights = {1f, 1f, 1f, 1f};
        final Parameters.Pruned pruned = new Parameters.Pruned(weights, scores, 1f, 0.5).withHysteresis(0.125);
        step(pruned);
        final WrittenMask again = WrittenMask.of(pruned.written().state().clone(), 0.125);
        final Parameters.Pruned resumed = new Parameters.Pruned(weights, scores, 1f, 0.5, again);
        scores[0] = 3.5f;

        assertArrayEquals(new byte[] {0, 0, 1, 1}, lying(resumed));
        assertEquals(step(pruned), step(resumed));
        assertArrayEquals(new byte[] {1, 0, 1, 1}, lying(resumed));
    }

    @Test
    void shouldKeepABitWhoseScoreHasHardlyMoved() {
        final float[] scores = {1f, 2f, 3f, 4f};
        final Parameters.Pruned pruned =
                new Parameters.Pruned(new float[] {1f, 1f, 1f, 1f}, scores, 1f, 0.5).withHysteresis(0.125);

        assertEquals(new Writes(0, 2), step(pruned)); // all were connected
        assertArrayEquals(new byte[] {0, 0, 1, 1}, pruned.mask());

        scores[1] = 3.5f; // has moved by ¾, so it is set; 3 has not moved, so it stays
        assertEquals(new Writes(1, 0), step(pruned));
        assertArrayEquals(new byte[] {0, 1, 1, 1}, pruned.mask());

        scores[2] = 2.5f; // has moved by 1/6
        assertEquals(new Writes(0, 1), step(pruned));
        assertArrayEquals(new byte[] {0, 1, 0, 1}, lying(pruned));
    }

    /** Beside 4, as it was formed, at each time anew; whoever stays connected keeps its weight. */
    @Test
    void shouldBringConnectionsBackBesideTheirWeights() {
        final float[] formed = {1f, 2f, 3f, 4f};
        final float[] scores = {1f, 2f, 3f, 4f};
        final Parameters.Pruned pruned = new Parameters.Pruned(formed, scores, 1f, 0.5).written(0, 0.25, 7);
        final Parameters.Pruned twin = new Parameters.Pruned(formed, scores, 1f, 0.5).written(0, 0.25, 7);
        step(pruned);
        assertArrayEquals(formed, pruned.weights()); // nothing was made yet

        final float[] back = new float[2];
        for (int k = 0; k < back.length; k++) {
            scores[3] = 0.5f;
            step(pruned);
            scores[3] = 4f;
            assertEquals(new Writes(1, 1), step(pruned));
            back[k] = pruned.weights()[3];
            assertEquals(4, back[k], 4 * 0.25 * 5);
        }
        assertNotEquals(4f, back[0]);
        assertNotEquals(back[0], back[1]);
        assertEquals(1f, pruned.weights()[0]); // cut once
        assertNotEquals(2f, pruned.weights()[1]); // made and cut, twice
        assertEquals(3f, pruned.weights()[2]); // never cut
        assertArrayEquals(new float[] {1f, 2f, 3f, 4f}, formed);
        final float[] effective = new float[4];
        pruned.effective(effective);
        assertEquals(back[1], effective[3]);

        step(twin);
        scores[3] = 0.5f;
        step(twin);
        scores[3] = 4f;
        step(twin);
        assertEquals(back[0], twin.weights()[3]); // by key, element and number of the write
    }
}
