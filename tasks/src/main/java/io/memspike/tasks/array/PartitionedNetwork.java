package io.memspike.tasks.array;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.internal.Parallel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * A {@linkplain BinaryNetwork binary network} on crossbars with wires. The currents of all crossbars that share an output
 * are added before its amplifier, whose gain is as trained, times a correction. Immutable; for any number of threads.
 */
final class PartitionedNetwork {
    private static final int BLOCK = 32; // samples that a thread takes at once

    private final Model model;
    private final Map<String, PartitionedLayer> layers; // by node
    private final double[] corrections; // of each layer's gain
    private final Kernels kernels;
    private final Network network;

    private PartitionedNetwork(
            Model model, Map<String, PartitionedLayer> layers, double[] corrections, Kernels kernels) {
        this.model = model;
        this.layers = layers;
        this.corrections = corrections;
        this.kernels = kernels;
        final Map<String, float[]> tensors = new LinkedHashMap<>(model.tensors());
        layers.forEach((node, layer) -> tensors.put(Model.name(node, "bias"), layer.biases()));
        for (int l = 0; l < corrections.length; l++) {
            final String scale = Model.name(BinaryNetwork.gain(l + 1), "scale");
            tensors.put(scale, new float[] {(float) (model.tensors().get(scale)[0] * corrections[l])});
        }
        this.network = Network.of(
                model.graph(),
                tensors,
                (node, matrix) -> layers.get(node.name()).synapses(kernels),
                kernels);
    }

    /**
     * Puts a network on crossbars; gains are as trained.
     *
     * @param model the network
     * @param partitions of each layer
     * @param cells cells and wires
     * @param kernels inner loops; they change no bit of the result
     * @param threads at least 1; changes no bit of the result
     * @param progress told how many crossbars are solved
     * @throws IllegalArgumentException if there is not one partition for each layer, or one has an empty part
     */
    static PartitionedNetwork of(
            Model model,
            List<Partition> partitions,
            BinaryCells cells,
            Kernels kernels,
            int threads,
            IntConsumer progress) {
        final int count = BinaryNetwork.layers(model.graph());
        if (partitions.size() != count) {
            throw new IllegalArgumentException(
                    "partitions: expected " + count + ", one for each layer, found " + partitions.size());
        }
        final Map<String, PartitionedLayer> layers = new LinkedHashMap<>();
        int done = 0;
        for (int l = 1; l <= count; l++) {
            final int before = done;
            final String node = BinaryNetwork.layer(l);
            final Partition partition = partitions.get(l - 1);
            try {
                layers.put(
                        node,
                        PartitionedLayer.of(
                                model, node, cells, partition, threads, solved -> progress.accept(before + solved)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("layer " + l + ": " + e.getMessage(), e);
            }
            done += partition.crossbars();
        }
        final double[] corrections = new double[count];
        Arrays.fill(corrections, 1);
        return new PartitionedNetwork(model, layers, corrections, kernels);
    }

    /**
     * The same with every layer's amplifiers set once for what its crossbars lose: layer by layer from the first, the gain
     * is multiplied by the ratio of the root mean squares of the layer's sums, over all neurons and images, of the ideal
     * network and of this one. One number a layer; no label is looked at.
     *
     * @param ideal the same layers without resistance but the cells'
     * @param images to measure with, of the training set
     */
    PartitionedNetwork calibrated(PartitionedNetwork ideal, Samples images) {
        PartitionedNetwork found = this;
        for (int l = 0; l < corrections.length; l++) {
            final double[] set = found.corrections.clone();
            final String node = BinaryNetwork.layer(l + 1);
            set[l] = ideal.rootMeanSquare(node, images) / found.rootMeanSquare(node, images);
            found = new PartitionedNetwork(model, layers, set, kernels);
        }
        return found;
    }

    private double rootMeanSquare(String node, Samples images) {
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(images);
        final float[] sums = new float[session.shape(node).size()];
        double squares = 0;
        for (int n = 0; n < images.size(); n++) {
            images.load(n, frames);
            Inference.run(session, n, frames, null, null);
            session.values(node, sums);
            for (final float sum : sums) {
                squares += (double) sum * sum;
            }
        }
        return Math.sqrt(squares / ((double) images.size() * sums.length));
    }

    /** What each layer's gain is multiplied with; 1 as trained. */
    double[] corrections() {
        return corrections.clone();
    }

    /** The network as the engine runs it. */
    Network network() {
        return network;
    }

    /** What became of some images. */
    private record Block(int correct, double powerWatts) {}

    /** Runs images. */
    PartitionStudy.Evaluation evaluate(Samples images, int threads) {
        final int blocks = (images.size() + BLOCK - 1) / BLOCK;
        final Block[] done = new Block[blocks];
        Parallel.run(
                blocks,
                Math.min(threads, blocks),
                () -> {
                    final Session session = network.newSession();
                    final EventFrames frames = EventFrames.of(images);
                    return b -> done[b] =
                            block(session, frames, images, b * BLOCK, Math.min(images.size(), (b + 1) * BLOCK));
                },
                finished -> {});
        int correct = 0;
        double power = 0;
        for (final Block block : done) {
            correct += block.correct();
            power += block.powerWatts();
        }
        return new PartitionStudy.Evaluation((double) correct / images.size(), power / images.size());
    }

    private Block block(Session session, EventFrames frames, Samples images, int from, int to) {
        int correct = 0;
        double power = 0;
        for (int n = from; n < to; n++) {
            images.load(n, frames);
            Inference.run(session, n, frames, null, null);
            correct += session.decision() == images.label(n) ? 1 : 0;
            power += powerWatts(session);
        }
        return new Block(correct, power);
    }

    /** Σ V·I of all drivers of all crossbars, the voltages of the session's image standing, W. */
    double powerWatts(Session session) {
        double power = 0;
        for (final Map.Entry<String, PartitionedLayer> layer : layers.entrySet()) {
            power +=
                    layer.getValue().powerWatts(session.entering(layer.getKey()).active());
        }
        return power;
    }
}
