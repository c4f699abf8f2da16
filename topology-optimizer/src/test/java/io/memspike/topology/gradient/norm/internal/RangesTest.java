package io.memspike.topology.gradient.norm.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.norm.Quantiser;
import org.junit.jupiter.api.Test;

/** The range of a batch, of shards with samples and of shards without. */
class RangesTest {
    @Test
    void shouldSpanWhatShardsHaveWhereOthersAreEmpty() {
        final Ranges ranges = new Ranges(
                new Quantiser(2, false), 1, KernelsLookup.find("auto").kernels());
        final float[] levels = new float[3];
        for (int batch = 0; batch < 2; batch++) { // the second finds what the first has left
            ranges.beginBatch();
            ranges.observe(0, 0, new float[] {0.2f, 1f}, 2);
            ranges.observe(3, 0, new float[] {0f, 3f}, 2);
            ranges.finish(0);

            ranges.levels(0).round(new float[] {0.4f, 1.6f, 3f}, levels, 3);

            assertArrayEquals(new float[] {0f, 2f, 3f}, levels); // a range of 3 in 3 intervals
        }
    }
}
