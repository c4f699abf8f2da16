package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one sample does to a network, step by step. Not to be modified.
 *
 * @param sample number of the sample
 * @param input (steps, inputs): whether an input was active
 * @param layers what each layer of neurons did, in order
 */
public record SampleTrace(int sample, boolean[][] input, List<Neurons> layers) {
    /**
     * One layer of neurons.
     *
     * @param node name of the node
     * @param position of the node in the graph
     * @param threshold potential above which they fire
     * @param potentials (steps, neurons): membrane potential after each step, before the reset
     */
    public record Neurons(String node, int position, float threshold, float[][] potentials) {
        /** (steps, neurons): whether a neuron fired. */
        public boolean[][] spikes() {
            final boolean[][] spikes = new boolean[potentials.length][];
            for (int t = 0; t < spikes.length; t++) {
                spikes[t] = new boolean[potentials[t].length];
                for (int i = 0; i < spikes[t].length; i++) {
                    spikes[t][i] = potentials[t][i] > threshold;
                }
            }
            return spikes;
        }
    }

    /** Runs all steps of a sample. */
    public static SampleTrace of(Network network, Samples samples, int sample) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, frames);
        final boolean[][] input = new boolean[frames.steps()][samples.shape().size()];
        for (int t = 0; t < input.length; t++) {
            final SpikeList active = frames.step(t);
            for (int e = 0; e < active.size(); e++) {
                input[t][active.index(e)] = true;
            }
        }
        final List<Neurons> layers = new ArrayList<>();
        for (final Node node : network.graph().nodesOf(Lif.class)) {
            layers.add(new Neurons(
                    node.name(),
                    network.graph().position(node.name()),
                    ((Lif) node.kind()).threshold(),
                    new float[frames.steps()][]));
        }
        Inference.run(network.newSession(), sample, frames, null, (t, session) -> record(network, layers, t, session));
        return new SampleTrace(sample, input, layers);
    }

    private static void record(Network network, List<Neurons> layers, int t, Session session) {
        for (final Neurons layer : layers) {
            layer.potentials()[t] = Arrays.copyOf(
                    session.potential(layer.node()),
                    network.graph().shape(layer.node()).size());
        }
    }

    /**
     * Some of those that were active at all, evenly chosen.
     *
     * @param active (steps, units)
     * @param most how many at most
     * @return their numbers, ascending
     */
    public static int[] someActive(boolean[][] active, int most) {
        final int[] all = IntStream.range(0, active[0].length)
                .filter(i -> Arrays.stream(active).anyMatch(step -> step[i]))
                .toArray();
        final int count = Math.min(most, all.length);
        return IntStream.range(0, count)
                .map(i -> all[(int) ((long) i * all.length / count)])
                .toArray();
    }

    /** Neurons of a layer whose potentials move most, at most {@code most} of them. */
    public static int[] liveliest(Neurons layer, int most) {
        final float[][] potentials = layer.potentials();
        return IntStream.range(0, potentials[0].length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -range(potentials, i)))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double range(float[][] potentials, int neuron) {
        final double[] all =
                Arrays.stream(potentials).mapToDouble(step -> step[neuron]).toArray();
        return Arrays.stream(all).max().getAsDouble() - Arrays.stream(all).min().getAsDouble();
    }
}
