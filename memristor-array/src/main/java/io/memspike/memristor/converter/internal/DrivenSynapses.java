package io.memspike.memristor.converter.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;

/** Synapses whose inputs pass DACs before they drive the rows. Immutable and thread-safe. */
public final class DrivenSynapses implements Synapses {
    private final Synapses synapses;
    private final DacDriver driver;

    /** Puts converters before synapses. */
    public DrivenSynapses(Synapses synapses, DacDriver driver) {
        this.synapses = synapses;
        this.driver = driver;
    }

    @Override
    public Shape input() {
        return synapses.input();
    }

    @Override
    public Shape output() {
        return synapses.output();
    }

    /** Those of all inputs: one that is driven at level 0 is driven nonetheless. */
    @Override
    public long operations(SpikeList spikes) {
        return synapses.operations(spikes);
    }

    @Override
    public Reader open() {
        final Reader reader = synapses.open();
        final SpikeList driven = new SpikeList(input().size());
        return (spikes, read, current) -> {
            driver.drive(spikes, driven);
            reader.accumulate(driven, read, current);
        };
    }
}
