package io.memspike.topology;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.neuron.internal.Picks;
import io.memspike.core.run.Session;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;

/** What comes over an edge under {@link ScheduledSampling}. Drawn once in a batch. */
final class SampledEdge implements NodeGradient {
    private final Batch batch;
    private final Batch.Drawn drawn;
    private final Trace source;
    private final Trace arriving;
    private final int of; // how many each is chosen from
    private final String neurons; // that are chosen from
    private final boolean[] fired;
    private Session session; // of what leads to these neurons, as it serves in this batch
    private final Keys keys;
    private int sample;
    private boolean isOpen; // still to be drawn
    private long coins;
    private long picks;
    private int last; // step at which the node draws last

    /** Names coins and choices of a sample. */
    interface Keys {
        /** Key of the coins that are tossed for each step. */
        long coins(int sample);

        /** Key of the choices. */
        long picks(int sample);
    }

    SampledEdge(Batch batch, Batch.Drawn drawn, Trace source, Trace arriving, int of, String neurons, Keys keys) {
        this.batch = batch;
        this.drawn = drawn;
        this.source = source;
        this.arriving = arriving;
        this.of = of;
        this.neurons = neurons;
        this.keys = keys;
        this.fired = new boolean[of * arriving.shape().size()];
    }

    /** Name of the neurons that are chosen from. */
    String neurons() {
        return neurons;
    }

    void serve(Session served) {
        session = served;
    }

    @Override
    public void begin(int shard, int number, Draw draw) {
        sample = number;
        arriving.pointTo(drawn.lists(number));
    }

    @Override
    public void forward(int t) {
        if (t == 0) {
            open();
            return;
        }
        if (!isOpen) {
            return;
        }
        final SpikeList into = arriving.active(t);
        if (t <= last) {
            session.step(arriving.active(t - 1));
        }
        if (isReplaced(t)) {
            Picks.choose(session.signal(neurons).active(), picks, t, of, fired, into);
        } else {
            into.copyFrom(source.active(t - 1));
        }
    }

    private void open() {
        isOpen = drawn.claim(sample);
        if (!isOpen) {
            return;
        }
        coins = keys.coins(sample);
        picks = keys.picks(sample);
        last = 0;
        for (int t = 1; t < arriving.steps(); t++) {
            last = isReplaced(t) ? t : last;
        }
        arriving.active(0).clear();
        session.reset(0);
    }

    private boolean isReplaced(int t) {
        return Picks.uniform(coins, t) < batch.samplingProbability;
    }

    @Override
    public void backward(int t) {
        // detached
    }
}
