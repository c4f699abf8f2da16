package io.memspike.memristor.converter.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.memristor.converter.ColumnReadout;
import java.util.Arrays;

/**
 * Synapses whose currents pass converters, as if a layer were one tile with analogue subtraction: one column, and so one
 * converter, for each output channel. Immutable and thread-safe.
 */
public final class ConvertedSynapses extends SynapsesAround {
    private final ColumnReadout readout;

    /**
     * Puts converters behind synapses.
     *
     * @param synapses the array's analogue side
     * @param readout its converters; the whole layer is tile 0
     */
    public ConvertedSynapses(Synapses synapses, ColumnReadout readout) {
        super(synapses);
        this.readout = readout;
    }

    @Override
    public Reader open() {
        return new ConvertedReader();
    }

    /** One session's scratch: sums that are not yet converted. */
    private final class ConvertedReader implements Reader {
        private final Reader reader = synapses.open();
        private final Shape output = output();
        private final float[] sums = new float[output.size() + PADDING];

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            Arrays.fill(sums, 0f);
            reader.accumulate(spikes, read, sums);
            readout.convert(sums, output.positions(), output.channels(), 0, read);
            for (int i = 0; i < output.size(); i++) {
                current[i] += sums[i];
            }
        }
    }
}
