package io.memspike.topology;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.CurrentReadout;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.loss.LossTerm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all threads share of one batch: what lies between stages, and sums by shard. Reused from batch to batch. */
final class Batch {
    final Map<String, Barrier> barriers = new LinkedHashMap<>(); // by node
    final Map<String, Lockstep> locksteps = new LinkedHashMap<>(); // by node
    final Map<String, Kept> kept = new LinkedHashMap<>(); // by node
    final Map<String, Kept> stored = new LinkedHashMap<>(); // by node: what its own stage takes again on the way back
    final Map<Object, Drawn> drawn = new LinkedHashMap<>(); // by edge
    final Map<String, double[][]> tensorGradients = new LinkedHashMap<>(); // [shard][element], by tensor
    final Map<String, CurrentReadout> readouts = new LinkedHashMap<>(); // by node, of those that have one
    final Map<String, double[]> readoutGradients = new LinkedHashMap<>(); // [shard], by node
    final List<LossTerm.Sum> terms;
    final double[][] losses; // [term][shard]
    final int[] right = new int[Shards.COUNT];
    int[] sampleOf = {}; // number in the set of each sample
    int epoch; // from 1
    NodeGradient.Draw[] draws = {};
    double samplingProbability;
    private int samples;

    Batch(List<LossTerm.Sum> terms) {
        this.terms = terms;
        this.losses = new double[terms.size()][Shards.COUNT];
    }

    int samples() {
        return samples;
    }

    /** Makes room and forgets the batch before. */
    void begin(int count) {
        samples = count;
        if (sampleOf.length < count) {
            sampleOf = new int[count];
            draws = new NodeGradient.Draw[count];
        }
        barriers.values().forEach(barrier -> barrier.beginBatch(count));
        locksteps.values().forEach(Lockstep::beginBatch);
        kept.values().forEach(signal -> signal.begin(count));
        stored.values().forEach(signal -> signal.begin(count));
        drawn.values().forEach(signal -> signal.begin(count));
        terms.forEach(term -> term.beginBatch(count));
        for (final double[] ofTerm : losses) {
            Arrays.fill(ofTerm, 0);
        }
        Arrays.fill(right, 0);
        readoutGradients.values().forEach(shards -> Arrays.fill(shards, 0));
        for (final double[][] shards : tensorGradients.values()) {
            for (final double[] shard : shards) {
                Arrays.fill(shard, 0);
            }
        }
    }

    /** Room for what leaves a node, the same for all threads. */
    Kept stored(String node, Trace output) {
        return stored.computeIfAbsent(node, key -> new Kept(output.shape().size(), output.storedSteps(), true, false));
    }

    /** What left a node in a stage and is taken in a later one, for every sample. */
    static final class Kept {
        private final int size;
        private final int steps;
        private final boolean isDense;
        private final boolean isAsking;
        private SpikeList[][] lists = {};
        private float[][][] values = {};
        private float[][][] gradients = {};

        Kept(int size, int steps, boolean isDense, boolean isAsking) {
            this.size = size;
            this.steps = steps;
            this.isDense = isDense;
            this.isAsking = isAsking;
        }

        void begin(int samples) {
            if (isDense && values.length < samples) {
                values = new float[samples][steps][size + Synapses.PADDING];
            } else if (!isDense && lists.length < samples) {
                lists = newLists(samples, steps, size);
            }
            if (isAsking && gradients.length < samples) {
                gradients = new float[samples][steps][size + Synapses.PADDING];
            }
            for (final float[][] sample : gradients) {
                for (final float[] gradient : sample) {
                    Arrays.fill(gradient, 0f);
                }
            }
        }

        /** Gives a trace the form of what it will be pointed to. */
        void describe(Trace trace) {
            if (isDense) {
                trace.pointTo(new float[steps][0]);
            } else {
                trace.pointTo(new SpikeList[steps]);
            }
            if (isAsking) {
                trace.pointGradientsTo(new float[steps][]);
            }
        }

        /** Numbers of a sample, [step] (≥ size). */
        float[][] values(int sample) {
            return values[sample];
        }

        void keep(int sample, Trace trace) {
            for (int t = 0; t < steps; t++) {
                if (isDense) {
                    System.arraycopy(trace.values(t), 0, values[sample][t], 0, size);
                } else {
                    lists[sample][t].copyFrom(trace.active(t));
                }
            }
        }

        void pointTo(int sample, Trace trace) {
            if (isDense) {
                trace.pointTo(values[sample]);
            } else {
                trace.pointTo(lists[sample]);
            }
            if (isAsking) {
                trace.pointGradientsTo(gradients[sample]);
            }
        }

        boolean isDense() {
            return isDense;
        }

        boolean isAsking() {
            return isAsking;
        }

        void addGradients(int sample, Trace trace) {
            for (int t = 0; t < steps; t++) {
                final float[] into = trace.gradient(t);
                for (int i = 0; i < size; i++) {
                    into[i] += gradients[sample][t][i];
                }
            }
        }
    }

    /** What comes over an edge and was drawn beforehand, for every sample. */
    static final class Drawn {
        private final int size;
        private final int steps;
        private SpikeList[][] lists = {};
        private boolean[] isDone = {};

        Drawn(int size, int steps) {
            this.size = size;
            this.steps = steps;
            begin(1);
        }

        void begin(int samples) {
            if (lists.length < samples) {
                lists = newLists(samples, steps, size);
                isDone = new boolean[samples];
            }
            Arrays.fill(isDone, false);
        }

        /** Whether it still has to be drawn; from now on it has been. */
        boolean claim(int sample) {
            final boolean isOpen = !isDone[sample];
            isDone[sample] = true;
            return isOpen;
        }

        SpikeList[] lists(int sample) {
            return lists[sample];
        }
    }

    private static SpikeList[][] newLists(int samples, int steps, int size) {
        final SpikeList[][] lists = new SpikeList[samples][steps];
        for (final SpikeList[] ofSample : lists) {
            for (int t = 0; t < steps; t++) {
                ofSample[t] = new SpikeList(size);
            }
        }
        return lists;
    }
}
