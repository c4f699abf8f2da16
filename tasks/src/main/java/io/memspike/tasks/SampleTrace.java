package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.neuron.nir.AdaptiveLif;
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
 * @param layers what each node of spiking neurons did, in the order of the file
 */
public record SampleTrace(int sample, boolean[][] input, List<Neurons> layers) {
    private static final String THRESHOLD = "vThreshold";

    /**
     * One layer of neurons.
     *
     * @param node name of the node
     * @param threshold potential above which they fire, where one serves all of them, else NaN
     * @param spikes (steps, neurons): whether a neuron fired
     * @param potentials (steps, neurons): membrane potential after each step, of {@link Lif} before the reset; null of
     *     neurons without
     */
    public record Neurons(String node, float threshold, boolean[][] spikes, float[][] potentials) {}

    /** Runs all steps of a sample. */
    public static SampleTrace of(Network network, Samples samples, int sample) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, frames);
        final boolean[][] input = new boolean[frames.steps()][];
        for (int t = 0; t < input.length; t++) {
            input[t] = active(frames.step(t), samples.shape().size());
        }
        final Session session = network.newSession();
        final List<Neurons> layers = new ArrayList<>();
        for (final Node node : network.graph().nodesOf(SpikingKind.class)) {
            layers.add(new Neurons(
                    node.name(),
                    threshold(network, node),
                    new boolean[frames.steps()][],
                    session.potential(node.name()) == null ? null : new float[frames.steps()][]));
        }
        Inference.run(session, sample, frames, null, (t, stepped) -> record(layers, t, stepped));
        return new SampleTrace(sample, input, layers);
    }

    private static float threshold(Network network, Node node) {
        if (node.kind() instanceof Lif lif) {
            return lif.threshold();
        }
        final boolean hasOne = network.graph().tensors(node.name()).stream()
                .anyMatch(spec -> spec.name().equals(THRESHOLD));
        if (!hasOne || node.kind() instanceof AdaptiveLif) { // whose thresholds move
            return Float.NaN;
        }
        final float[] thresholds = network.tensor(node.name(), THRESHOLD);
        for (final float threshold : thresholds) {
            if (threshold != thresholds[0]) {
                return Float.NaN;
            }
        }
        return thresholds[0];
    }

    private static void record(List<Neurons> layers, int t, Session session) {
        for (final Neurons layer : layers) {
            final int size = session.shape(layer.node()).size();
            layer.spikes()[t] = active(session.signal(layer.node()).active(), size);
            if (layer.potentials() != null) {
                layer.potentials()[t] = Arrays.copyOf(session.potential(layer.node()), size);
            }
        }
    }

    private static boolean[] active(SpikeList list, int size) {
        final boolean[] active = new boolean[size];
        for (int e = 0; e < list.size(); e++) {
            active[list.index(e)] = true;
        }
        return active;
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

    /** Neurons of a layer with potentials whose potentials move most, at most {@code most} of them. */
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
