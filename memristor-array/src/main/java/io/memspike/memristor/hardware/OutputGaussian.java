package io.memspike.memristor.hardware;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import io.memspike.memristor.internal.CounterGaussian;
import io.memspike.memristor.tile.PositionTiles;
import java.util.Arrays;

/**
 * Normal noise of sums, drawn by seed, layer, read, token, tile and column alone.
 *
 * @param sigma its deviation, in the unit of the sums
 * @param source of the layer's draws
 * @param tiles number of tiles, one below the other
 * @param kernels draw it
 */
public record OutputGaussian(float sigma, long source, int tiles, Kernels kernels)
        implements PositionTiles.OutputNoise {
    static OutputGaussian of(double sigma, long seed, int layerPosition, int tiles, Kernels kernels) {
        final long source = RandomStream.of(seed, "output noise", layerPosition).nextLong();
        return new OutputGaussian((float) sigma, source, tiles, kernels);
    }

    @Override
    public void add(long read, int position, int tile, float[] sums, int columns) {
        open(columns).add(read, position, tile, sums, columns);
    }

    @Override
    public PositionTiles.OutputNoise open(int most) {
        final float[] ones = new float[most];
        return (read, position, tile, sums, columns) -> {
            Arrays.fill(ones, 1f); // it is used up
            final long key = RandomStream.draw(CounterGaussian.key(source, read), (long) position * tiles + tile);
            kernels.addNormal(key, sigma, ones, sums, columns);
        };
    }
}
