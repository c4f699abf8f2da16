package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.file.SafetensorsFile;
import io.memspike.testing.Outside;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairReadoutsTest {
    private static final int READS = 3;
    private static final int FAN_IN = 6;
    private static final float[][] SET = {{5f, 1f, 2f, 4f}};
    private static final float[][] RESET = {{0.5f, 0.25f, 0f, 0f}};

    private static float[][] rows(float[] values) {
        final float[][] rows = new float[READS][];
        Arrays.setAll(
                rows,
                read -> Arrays.copyOfRange(values, read * values.length / READS, (read + 1) * values.length / READS));
        return rows;
    }

    @Test
    void shouldMatchGoldenWeights() throws Exception {
        final SafetensorsFile golden = SafetensorsFile.open(Outside.file("golden/s3/s3_pairs.safetensors"));
        final PairReadouts pairs = new PairReadouts(
                rows(golden.tensor("set").floats()),
                rows(golden.tensor("reset").floats()),
                golden.tensor("sign").floats());
        final double scale = pairs.scale(Math.sqrt(2 / (FAN_IN * 0.5)));
        final float[] kept = golden.tensor("mask").floats();
        final byte[] mask = new byte[kept.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) kept[i];
        }

        assertEquals(golden.tensor("scale").floats()[0], scale, 1e-6 * scale);
        for (int read = 0; read < READS; read++) {
            final float[] coded = rows(golden.tensor("weight_as_coded").floats())[read];
            final float[] both = rows(golden.tensor("weight_both_reset").floats())[read];
            assertArrayEquals(coded, pairs.weights(read, mask, scale, PairReadouts.Pruned.FIRST), 1e-6f);
            assertArrayEquals(both, pairs.weights(read, mask, scale, PairReadouts.Pruned.BOTH), 1e-6f);
        }
    }

    @Test
    void shouldWeighWhatLiesBetweenTheCellsOfAPair() {
        final PairReadouts pairs = new PairReadouts(SET, RESET, new float[] {1f, -1f});

        assertEquals(3, pairs.scale(1)); // of |5 − 2| and |1 − 4|
        assertArrayEquals(new float[] {1.5f, -1.5f}, pairs.weights(0, new byte[] {1, 1}, 2, PairReadouts.Pruned.BOTH));
        assertArrayEquals(new float[] {1.5f, 0f}, pairs.weights(0, new byte[] {1, 0}, 2, PairReadouts.Pruned.BOTH));
        assertArrayEquals(
                new float[] {1.5f, -1.875f},
                pairs.weights(0, new byte[] {1, 0}, 2, PairReadouts.Pruned.FIRST)); // |¼ − 4|
    }

    @Test
    void shouldRefuseReadsOfOtherCells() {
        assertEquals(
                "read-outs: expected 2 cells in read 0, found 4 and 4",
                assertThrows(IllegalArgumentException.class, () -> new PairReadouts(SET, RESET, new float[] {1f}))
                        .getMessage());
    }
}
