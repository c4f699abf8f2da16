package io.memspike.memristor.converter.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;

/**
 * Synapses whose inputs pass DACs before they drive the rows. Operations are those of all inputs: one that is driven at level
 * 0 is driven nonetheless. Immutable and thread-safe.
 */
public final class DrivenSynapses extends SynapsesAround {
    private final DacDriver driver;

    /** Puts converters before synapses. */
    public DrivenSynapses(Synapses synapses, DacDriver driver) {
        super(synapses);
        this.driver = driver;
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
