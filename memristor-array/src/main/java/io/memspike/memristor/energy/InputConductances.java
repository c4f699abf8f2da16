package io.memspike.memristor.energy;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.tile.TileMapping;

/**
 * The conductance that each input of a layer drives, summed over the output positions that it reaches and the connected
 * cells of its rows there. Energy of reads is linear in it, so that a step costs one multiplication for each spike.
 */
final class InputConductances {
    private InputConductances() {}

    /**
     * Sums for each input.
     *
     * @return (inputs), channel-last: Σ (G⁺ + G⁻) over connected pairs, in siemens
     */
    static double[] of(MemristorArray array, Shape input) {
        TileMapping.requireTileable(array.layer());
        final double[] rows = rows(array);
        final double[] sums = new double[input.size()];
        if (array.layer() instanceof LayerSpec.Conv2d conv) {
            final Shape output = conv.output(input);
            for (int position = 0; position < output.positions(); position++) {
                addPatch(conv, input, position / output.width(), position % output.width(), rows, sums);
            }
        } else {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = rows[input.channelFirst(i)];
            }
        }
        return sums;
    }

    /** (fan-in): connected cells that share a row's input. */
    private static double[] rows(MemristorArray array) {
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();
        final byte[] mask = array.mask();
        final double[] rows = new double[array.layer().fanIn()];
        for (int i = 0; i < mask.length; i++) {
            rows[i % rows.length] += mask[i] == 0 ? 0 : positive[i] + negative[i];
        }
        return rows;
    }

    /** Adds the rows that the inputs of one output position drive. */
    private static void addPatch(
            LayerSpec.Conv2d conv, Shape input, int row, int column, double[] rows, double[] sums) {
        final int kernel = conv.kernel();
        for (int tap = 0; tap < kernel * kernel; tap++) {
            final int y = row * conv.stride() + tap / kernel - conv.padding();
            final int x = column * conv.stride() + tap % kernel - conv.padding();
            if (y >= 0 && y < input.height() && x >= 0 && x < input.width()) {
                for (int channel = 0; channel < input.channels(); channel++) {
                    sums[input.index(channel, y, x)] += rows[channel * kernel * kernel + tap];
                }
            }
        }
    }
}
