package io.memspike.tasks.neurobench;

import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.run.Session;
import io.memspike.core.run.Signal;
import io.memspike.core.runtime.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Counts what an evaluation does. Give it to the evaluation, then ask for {@link #figures}. As the harness does with one
 * sample at a time, the inputs of a node at a step are counted together: one that is neither 0 nor ±1 makes all of them
 * multiply-accumulates. Sums are of whole numbers, so that they depend on no number of threads; counting allocates nothing
 * and follows the spikes.
 */
public final class NeuroBenchCounter implements Supplier<Inference.Trace> {
    private final Model model;
    private final List<FanOut> weights = new ArrayList<>();
    private final List<String> nodes = new ArrayList<>(); // of activations
    private final List<Counts> threads = new ArrayList<>();
    private final long dense; // operations of a step

    /** A counter for a model at the shape of its samples. */
    public NeuroBenchCounter(Model model) {
        this.model = model;
        for (final Node node : model.graph().nodes()) {
            if (node.kind() instanceof MatrixKind) {
                weights.add(FanOut.of(model, node.name()));
            }
            if (isActivation(node.kind())) {
                nodes.add(node.name());
            }
        }
        long sum = 0;
        for (final FanOut each : weights) {
            sum += each.dense();
        }
        dense = sum;
    }

    private static boolean isActivation(Kind kind) {
        return kind instanceof SpikingKind || kind instanceof Activation || kind instanceof Choice;
    }

    @Override
    public Inference.Trace get() {
        final Counts counts = new Counts();
        synchronized (threads) {
            threads.add(counts);
        }
        return counts;
    }

    /**
     * What was counted; not while it is.
     *
     * @param binMillis width of a bin in milliseconds, or null where it is not known
     * @throws IllegalStateException where no sample was seen
     */
    public NeuroBench figures(Double binMillis) {
        final Counts all = new Counts();
        synchronized (threads) {
            for (final Counts each : threads) {
                all.add(each);
            }
        }
        if (all.samples == 0) {
            throw new IllegalStateException("NeuroBench: expected at least 1 sample, found none");
        }
        long zeros = 0;
        long whole = 0;
        for (final FanOut each : weights) {
            zeros += each.zeros();
            whole += each.weights();
        }
        final double samples = all.samples;
        return new NeuroBench(
                Footprint.bytes(model),
                binMillis == null ? null : 1e3 / binMillis,
                share(zeros, whole),
                share(all.zeros, all.activations),
                all.steps * (double) dense / samples,
                all.macs / samples,
                all.acs / samples);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** One thread's sums. */
    private final class Counts implements Inference.Trace {
        private Session seen; // whose signals these are
        private Signal[] entering;
        private Signal[] left;
        private long samples;
        private long steps;
        private long zeros;
        private long activations;
        private long macs;
        private long acs;

        void add(Counts other) {
            samples += other.samples;
            steps += other.steps;
            zeros += other.zeros;
            activations += other.activations;
            macs += other.macs;
            acs += other.acs;
        }

        @Override
        public void onStep(int t, Session session) {
            if (session != seen) {
                open(session);
            }
            samples += t == 0 ? 1 : 0;
            steps++;
            for (int i = 0; i < entering.length; i++) {
                final SpikeList inputs = entering[i].active();
                final long operations = weights.get(i).operations(inputs);
                if (entering[i].isSpikes() || FanOut.isBinary(inputs)) {
                    acs += operations;
                } else {
                    macs += operations;
                }
            }
            for (final Signal signal : left) {
                final int size = signal.shape().size();
                activations += size;
                zeros += size - nonzero(signal, size);
            }
        }

        private void open(Session session) {
            entering = new Signal[weights.size()];
            for (int i = 0; i < entering.length; i++) {
                entering[i] = session.entering(weights.get(i).node());
            }
            left = new Signal[nodes.size()];
            for (int i = 0; i < left.length; i++) {
                left[i] = session.signal(nodes.get(i));
            }
            seen = session;
        }

        private static int nonzero(Signal signal, int size) {
            if (signal.isSpikes()) {
                return signal.active().size();
            }
            int nonzero = 0;
            if (signal.isDense()) {
                for (int i = 0; i < size; i++) {
                    nonzero += signal.values()[i] == 0f ? 0 : 1;
                }
                return nonzero;
            }
            for (int e = 0; e < signal.active().size(); e++) {
                nonzero += signal.active().value(e) == 0f ? 0 : 1;
            }
            return nonzero;
        }
    }
}
