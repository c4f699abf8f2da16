package io.memspike.memristor;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.memristor.device.IvCurve;

/**
 * Synapses whose cells have an I–V curve that is not linear: an input's value drives its row with a voltage, and what
 * its cells conduct is {@link IvCurve#drive} of the value. Spikes of value 1 pass as they are.
 */
final class CurvedSynapses implements Synapses {
    private final Synapses linear;
    private final IvCurve curve;

    CurvedSynapses(Synapses linear, IvCurve curve) {
        this.linear = linear;
        this.curve = curve;
    }

    @Override
    public Shape input() {
        return linear.input();
    }

    @Override
    public Shape output() {
        return linear.output();
    }

    @Override
    public long operations(SpikeList spikes) {
        return linear.operations(spikes);
    }

    @Override
    public Reader open() {
        return new CurvedReader();
    }

    /** One session's scratch: the spikes with the values that cells answer to. */
    private final class CurvedReader implements Reader {
        private final Reader reader = linear.open();
        private final SpikeList driven = new SpikeList(input().size());

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            driven.clear();
            for (int e = 0; e < spikes.size(); e++) {
                driven.add(spikes.index(e), curve.drive(spikes.value(e)));
            }
            reader.accumulate(driven, read, current);
        }
    }
}
