package io.memspike.memristor.hardware;

import io.memspike.core.RandomStream;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.internal.CounterGaussian;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileMapping;

/**
 * Columns with {@link ThermalNoise} in front of whatever reads them: of every read, driven or silent. Noise is drawn by seed, layer, tile, read,
 * position and column alone. Immutable and thread-safe; allocates nothing.
 */
final class ThermalReadout implements ColumnReadout {
    private final ColumnReadout behind;
    private final double[][] sigmas; // by tile and converted column, in the unit of the sums
    private final long source;

    private ThermalReadout(ColumnReadout behind, double[][] sigmas, long source) {
        this.behind = behind;
        this.sigmas = sigmas;
        this.source = source;
    }

    /**
     * Noise of a layer's columns.
     *
     * @param behind what reads them
     * @param noise how warm they are
     * @param seen the layer's cells, as their terminals see them
     * @param read the same with the gains of their read-outs, through which noise passes, too
     * @param geometry of the layer's tiles
     * @param unit what a weight of 1 is in the sums
     * @param seed of the draws
     * @throws IllegalArgumentException where columns hold others than these cells
     */
    static ThermalReadout of(
            ColumnReadout behind,
            ThermalNoise noise,
            MemristorArray seen,
            MemristorArray read,
            ArrayGeometry geometry,
            double unit,
            long seed) {
        if (geometry.slicing().isPresent() || geometry.signs() == SignScheme.OFFSET_COLUMN) {
            throw new IllegalArgumentException(
                    "thermal noise: expected pairs of analogue cells, whose conductances are the array's, found "
                            + geometry.signs() + " with " + geometry.slices() + " slices");
        }
        final TileMapping mapping = TileMapping.of(seen.layer(), geometry);
        final double[][] sigmas = sums(seen, read, mapping);
        for (final double[] tile : sigmas) {
            for (int c = 0; c < tile.length; c++) {
                tile[c] = unit * Math.sqrt(noise.variance(tile[c])) / read.siemensPerWeight();
            }
        }
        final long source =
                RandomStream.of(seed, "thermal noise", seen.layerPosition()).nextLong();
        return new ThermalReadout(behind, sigmas, source);
    }

    /** Σ gain² G of each converted column, in siemens: gains are what cells conduct to a read-out over what they conduct. */
    private static double[][] sums(MemristorArray seen, MemristorArray read, TileMapping mapping) {
        final Unfolding unfolding = seen.layer().unfolding();
        final int conversions = mapping.geometry().signs().conversions();
        final byte[] mask = seen.mask();
        final double[][] seenSiemens = {seen.positiveSiemens(), seen.negativeSiemens()};
        final double[][] readSiemens = {read.positiveSiemens(), read.negativeSiemens()};
        final double[][] sums = new double[mapping.tiles().size()][];
        for (int t = 0; t < sums.length; t++) {
            sums[t] = new double[mapping.convertedColumns(mapping.tiles().get(t))];
        }
        for (int column = 0; column < unfolding.columns(); column++) {
            for (int row = 0; row < unfolding.rows(); row++) {
                final int i = unfolding.weight(row, column);
                if (i < 0 || mask[i] == 0) {
                    continue;
                }
                final int t = mapping.tile(row, column);
                final int on = column - mapping.tiles().get(t).firstOutput();
                for (int cell = 0; cell < 2; cell++) { // read apart, G⁺ of all outputs lie before G⁻
                    final int group = conversions == 1 ? 0 : cell;
                    final double g = seenSiemens[cell][i];
                    sums[t][group * mapping.tiles().get(t).outputs() + on] +=
                            g == 0 ? 0 : readSiemens[cell][i] / g * readSiemens[cell][i];
                }
            }
        }
        return sums;
    }

    @Override
    public void convert(float[] sums, int positions, int columns, int tile, long read) {
        final long key = RandomStream.draw(CounterGaussian.key(source, read), tile);
        final double[] sigma = sigmas[tile];
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < columns; c++) {
                final int i = p * columns + c;
                sums[i] += (float) (sigma[c] * CounterGaussian.at(key, i));
            }
        }
        behind.convert(sums, positions, columns, tile, read);
    }

    /** σ of a column, in the unit of the sums. */
    double sigma(int tile, int column) {
        return sigmas[tile][column];
    }
}
