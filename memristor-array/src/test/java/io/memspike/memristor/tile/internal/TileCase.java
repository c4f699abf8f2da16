package io.memspike.memristor.tile.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.RandomMatrix;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.WeightSlicing;
import java.util.Arrays;

/**
 * A layer with half its pairs disconnected, and a step's inputs, drawn at random: all kinds, strides and sizes that fill no
 * vector.
 */
public record TileCase(MemristorArray array, InputGrid grid, SpikeList spikes) {
    public static TileCase random(long seed) {
        final RandomStream random = RandomStream.of(seed, "tile case");
        final Matrix layer = RandomMatrix.of(random);
        final InputGrid grid = random.nextInt(2) == 0 ? new InputGrid(0.25f, 4) : new InputGrid(1, 6);
        return new TileCase(array(layer, random), grid, spikes(layer.input(), grid, random));
    }

    public Matrix layer() {
        return array.layer();
    }

    private static MemristorArray array(Matrix layer, RandomStream random) {
        final byte[] mask = new byte[layer.weights()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) random.nextInt(2);
        }
        final MemristorArray formed = MemristorArray.program(layer, FormedRram.prime(), random.nextLong(), 2)
                .disconnect(mask);
        // or programmed, with a unit of weight other than µS
        return random.nextInt(2) == 0
                ? formed
                : formed.programmedOnto(PhaseChangeMemory.standard(), WriteVerify.once(), random.nextLong());
    }

    private static SpikeList spikes(Shape input, InputGrid grid, RandomStream random) {
        final float density = random.nextInt(4) * 0.25f; // none at all, too
        final SpikeList spikes = new SpikeList(input.size());
        for (int i = 0; i < input.size(); i++) {
            if (random.nextFloat() < density) {
                spikes.add(i, (1 + random.nextInt(grid.largest())) * grid.step());
            }
        }
        return spikes;
    }

    /** Any geometry whose tiles are small, so that layers need several. */
    public static ArrayGeometry geometry(SignScheme signs, long seed) {
        final RandomStream random = RandomStream.of(seed, "geometry");
        final int weightBits = 1 + random.nextInt(6);
        final WeightSlicing slicing = random.nextInt(3) == 0
                ? WeightSlicing.NONE
                : new WeightSlicing(weightBits, 1 + random.nextInt(weightBits));
        final InputDrive[] drives = {InputDrive.PULSE_WIDTH, InputDrive.BINARY, InputDrive.bitSerial(4)};
        final int rows = 1 + random.nextInt(30);
        if (!signs.addsCurrents()) {
            return new ArrayGeometry(
                    rows, signs.cells() + random.nextInt(30), signs, WeightSlicing.NONE, InputDrive.PULSE_WIDTH);
        }
        final int least = slicing.slices(signs) * signs.cells() + signs.references();
        return new ArrayGeometry(rows, least + random.nextInt(30), signs, slicing, drives[random.nextInt(3)]);
    }

    /** Currents of a read from zero: (output size). */
    static float[] read(Synapses synapses, SpikeList spikes, long read) {
        final int size = synapses.output().size();
        final float[] current = new float[size + Synapses.PADDING];
        synapses.open().accumulate(spikes, read, current);
        return Arrays.copyOf(current, size);
    }
}
