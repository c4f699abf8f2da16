package io.memspike.topology.loss;

import io.memspike.core.SpikeList;
import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;
import java.util.List;

/**
 * Distance of two groups of neurons' spike trains, {@code factor · mean((psp(ā) − psp(b̄))²)}: bars are means over every {@code of}
 * neurons in a row, psp the postsynaptic potential {@code s ← s + (x − s)/2}. Source: PRIME (Wang et al., arXiv 2407.18625);
 * Kamata, Mukuta, Harada, "Fully spiking variational autoencoder", AAAI 2022.
 *
 * @param earlier the node that training reaches first
 * @param later the other, of as many neurons
 * @param of neurons that are averaged
 * @param factor of the distance, finite and above 0
 */
public record SpikeTrainDistance(String earlier, String later, int of, double factor) implements LossTerm {
    /** Refuses a factor that is none. */
    public SpikeTrainDistance {
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "distance of spike trains: expected a finite factor above 0, found " + factor);
        }
    }

    /** The distance itself. */
    public SpikeTrainDistance(String earlier, String later, int of) {
        this(earlier, later, of, 1);
    }

    @Override
    public List<String> nodes() {
        return List.of(earlier, later);
    }

    @Override
    public Sum open(Graph graph, int steps) {
        final int neurons = graph.shape(earlier).size();
        if (graph.shape(later).size() != neurons || neurons % of != 0) {
            throw new IllegalArgumentException("spike trains of " + earlier + " and " + later
                    + ": expected as many neurons, a multiple of " + of + ", found " + neurons + " and "
                    + graph.shape(later).size());
        }
        return new Shared(steps, neurons / of);
    }

    /** What is noted down of the batch's samples. */
    private final class Shared implements Sum {
        private final int steps;
        private final int groups;
        private float[][] noted = {}; // [sample] (steps · groups): psp of the earlier; later ∂L/∂(its mean)

        Shared(int steps, int groups) {
            this.steps = steps;
            this.groups = groups;
        }

        @Override
        public void beginBatch(int samples) {
            if (noted.length < samples) {
                noted = new float[samples][steps * groups];
            }
        }

        @Override
        public Worker open() {
            return new Evaluation(this);
        }
    }

    /** One thread's part. */
    private final class Evaluation implements Worker {
        private final Shared shared;
        private final float[] potential;

        Evaluation(Shared shared) {
            this.shared = shared;
            this.potential = new float[shared.steps * shared.groups];
        }

        @Override
        public void observe(String node, int sample, Trace trace) {
            potential(trace, shared.noted[sample]);
        }

        private void potential(Trace trace, float[] into) {
            if (trace.isDense()) {
                throw new IllegalArgumentException(
                        "spike trains of " + earlier + " and " + later + ": expected spikes, found values");
            }
            final int groups = shared.groups;
            Arrays.fill(into, 0f);
            final float share = 0.5f / of;
            for (int t = 0; t < shared.steps; t++) {
                final int at = t * groups;
                for (int i = 0; t > 0 && i < groups; i++) {
                    into[at + i] = 0.5f * into[at - groups + i];
                }
                final SpikeList spikes = trace.active(t);
                for (int e = 0; e < spikes.size(); e++) {
                    into[at + spikes.index(e) / of] += share;
                }
            }
        }

        @Override
        public double evaluate(int sample, Trace trace, Target target) {
            potential(trace, potential);
            final float[] gradient = shared.noted[sample];
            final int groups = shared.groups;
            final int n = potential.length;
            final float scale = 2f / n * (float) factor;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                final float difference = gradient[i] - potential[i];
                sum += (double) difference * difference;
                gradient[i] = scale * difference;
            }
            for (int i = n - 1; i >= 0; i--) { // s ← s/2 + x/2 backward
                gradient[i] = 0.5f * gradient[i] + (i + groups < n ? 0.5f * gradient[i + groups] : 0f);
            }
            add(gradient, -1f, trace);
            return factor * sum / n;
        }

        @Override
        public void addGradient(String node, int sample, Trace trace) {
            add(shared.noted[sample], 1f, trace);
        }

        private void add(float[] gradient, float sign, Trace trace) {
            for (int t = 0; t < shared.steps; t++) {
                final float[] into = trace.gradient(t);
                for (int i = 0; i < shared.groups; i++) {
                    final float each = sign * gradient[t * shared.groups + i] / of;
                    for (int k = i * of; k < (i + 1) * of; k++) {
                        into[k] += each;
                    }
                }
            }
        }
    }
}
