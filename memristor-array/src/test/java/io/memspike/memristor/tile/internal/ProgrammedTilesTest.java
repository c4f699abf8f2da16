package io.memspike.memristor.tile.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.TargetRram;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tiles of an array whose weights are not in microsiemens. */
class ProgrammedTilesTest {
    private static final Matrix LAYER = new Matrix(new Linear(6, 0.01f), Shape.vector(20));
    private static final Shape INPUT = new Shape(20, 1, 1);
    private static final MemristorArray ARRAY = MemristorArray.program(LAYER, FormedRram.prime(), 1, 0)
            .programmedOnto(TargetRram.wan(), WriteVerify.once(), 1);

    private static Synapses tiled(SignScheme signs, ReadNoise noise) {
        final ArrayGeometry geometry = ArrayGeometry.PRIME.with(signs);
        return new TiledSynapses(ARRAY, TileSpec.ideal(geometry, InputGrid.ANY).with(noise), new ScalarKernels());
    }

    private static float[] currents(Synapses synapses, SpikeList spikes, long read) {
        final float[] current = new float[Synapses.padded(6) + Synapses.PADDING];
        synapses.open().accumulate(spikes, read, current);
        return current;
    }

    @ParameterizedTest
    @EnumSource(names = "PATHS", mode = EnumSource.Mode.EXCLUDE)
    void shouldGiveTheArraysCurrentsWithAnySigns(SignScheme signs) {
        final SpikeList spikes = new SpikeList(20);
        for (int i = 0; i < 20; i += 3) {
            spikes.add(i, 1 + i % 2);
        }
        final float[] expected = currents(ARRAY.synapses(new ScalarKernels()), spikes, 0);
        final float[] found = currents(tiled(signs, ReadNoise.NONE), spikes, 0);

        assertTrue(Math.abs(ARRAY.siemensPerWeight() / 1e-6 - 1) > 0.1, "weights are not in microsiemens");
        for (int o = 0; o < 6; o++) {
            assertEquals(expected[o], found[o], 1e-5f);
        }
    }

    @Test
    void shouldMakeTheArraysNoise() {
        final SpikeList spikes = new SpikeList(20);
        spikes.add(4, 2f);
        final ReadNoise noise = new ReadNoise(0.1, 5);
        final Synapses noisy = tiled(SignScheme.DIFFERENTIAL, noise);
        final float mean = currents(tiled(SignScheme.DIFFERENTIAL, ReadNoise.NONE), spikes, 0)[2];
        final int reads = 20_000;
        double squares = 0;
        for (int read = 0; read < reads; read++) {
            final double off = currents(noisy, spikes, read)[2] - mean;
            squares += off * off;
        }

        final double variance = 0.01 * 0.01 * 4 * ARRAY.readVariances(noise)[2 * 20 + 4];
        // the mean of n squared normal deviates has a relative sigma of √(2/n): five of them
        assertEquals(1, squares / reads / variance, 5 * Math.sqrt(2.0 / reads));
    }
}
