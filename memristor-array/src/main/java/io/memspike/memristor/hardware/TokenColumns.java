package io.memspike.memristor.hardware;

import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.tile.DriftCompensation;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.memristor.tile.TileMapping;

/**
 * A matrix whose columns have digital scales: what its cells are to hold, in parts of each column's largest weight.
 *
 * @param parts cells that stand for these parts
 * @param scales largest weight of each column, [out], effective; 1 where all are 0. Not to be modified.
 */
record TokenColumns(MemristorArray parts, float[] scales) {
    static TokenColumns of(MemristorArray own) {
        final float[] weights = own.weights();
        final byte[] mask = own.mask();
        final int out = own.layer().out();
        final int in = weights.length / out;
        final float[] scales = new float[out];
        for (int o = 0; o < out; o++) {
            float largest = 0;
            for (int i = o * in; i < (o + 1) * in; i++) {
                largest = mask[i] == 0 ? largest : Math.max(largest, Math.abs(weights[i]));
            }
            for (int i = o * in; i < (o + 1) * in; i++) {
                weights[i] = mask[i] == 0 || largest == 0 ? 0f : weights[i] / largest;
            }
            scales[o] = largest == 0 ? 1f : own.layer().weightScale() * largest;
        }
        return new TokenColumns(
                MemristorArray.mapped(own.layer(), weights, own.device(), own.layerPosition())
                        .disconnect(mask),
                scales);
    }

    /** On tiles of that hardware. */
    PositionCells on(Hardware hardware, long seed) {
        final Cells cells = hardware.cells();
        final MemristorArray fresh = cells.fresh().of(parts, seed);
        final MemristorArray aged = cells.used(fresh, seed);
        final MemristorArray seen =
                WiredLayer.of(aged, hardware.wires(), hardware.tiles()).seen();
        final MemristorArray read = cells.ownNoise() ? seen.readOnce(seed) : seen;
        final TileMapping mapping =
                TileMapping.of(parts.layer(), hardware.tiles().of(parts.layer()));
        return new PositionCells(
                parts.layer(),
                unit(read),
                scales,
                hardware.tokens().compensated() && read != fresh
                        ? compensation(
                                WiredLayer.of(fresh, hardware.wires(), hardware.tiles())
                                        .seen(),
                                read,
                                mapping)
                        : null,
                mapping.geometry().rows());
    }

    /** Connected weights before the layer's factor. */
    private static float[] unit(MemristorArray array) {
        final float[] weights = array.weights();
        final byte[] mask = array.mask();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = mask[i] == 0 ? 0f : weights[i];
        }
        return weights;
    }

    /** Of each output, by the tile that holds it. */
    private static float[] compensation(MemristorArray fresh, MemristorArray read, TileMapping mapping) {
        final double[] factors = DriftCompensation.factors(fresh, read, mapping);
        final int out = mapping.outputs();
        final float[] compensation = new float[mapping.inputBlocks() * out];
        for (int i = 0; i < compensation.length; i++) {
            compensation[i] =
                    (float) factors[mapping.tile(i / out * mapping.geometry().rows(), i % out)];
        }
        return compensation;
    }
}
