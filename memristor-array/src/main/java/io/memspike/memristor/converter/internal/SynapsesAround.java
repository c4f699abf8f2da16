package io.memspike.memristor.converter.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;

/** Other synapses with something before or behind them: as large, and with as many operations. */
public abstract class SynapsesAround implements Synapses {
    /** Those inside. */
    protected final Synapses synapses;

    /** Around these. */
    protected SynapsesAround(Synapses synapses) {
        this.synapses = synapses;
    }

    @Override
    public final Shape input() {
        return synapses.input();
    }

    @Override
    public final Shape output() {
        return synapses.output();
    }

    @Override
    public final long operations(SpikeList spikes) {
        return synapses.operations(spikes);
    }
}
