package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Network;
import io.memspike.core.run.Substrate;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.tile.TileSettings;
import io.memspike.memristor.tile.TiledWiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts a model onto memristor arrays and wires them into a network. */
public final class ModelNetwork {
    /** Name of the metadata that says what the weights are. */
    public static final String DEVICE = "device";

    /** Value of the metadata {@code device}: the weights are cells as formed, programmed from the model's seed. */
    public static final String FORMED_RRAM = "formed-rram";

    /** The same for the cells that PRIME fills holes with. */
    public static final String FORMED_RRAM_INPAINTING = "formed-rram-inpainting";

    private ModelNetwork() {}

    /**
     * Reads a model, whole or compact.
     *
     * @throws IOException where it cannot be read, or is no model
     */
    public static Model read(Path path) throws IOException {
        final Model model = Model.read(path, ModelNetwork::formedWeights);
        if (model.metadata().containsKey(DEVICE)) {
            try {
                seed(model.metadata());
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(path + ": " + e.getMessage());
            }
        }
        return model;
    }

    /**
     * The network of a model.
     *
     * @param model graph, weights and masks
     * @param input shape of one step's input
     * @param kernels inner loops
     * @param noise noise of each read
     * @throws IllegalArgumentException where the nodes do not fit each other or the input
     */
    public static Network of(Model model, Shape input, Kernels kernels, ReadNoise noise) {
        return of(model, input, kernels, noise, Converters.NONE);
    }

    /**
     * The same with converters around the arrays.
     *
     * @param converters what the layers' inputs and currents go through
     */
    public static Network of(Model model, Shape input, Kernels kernels, ReadNoise noise, Converters converters) {
        final Model fitting = model.at(input);
        return Network.of(
                fitting.graph(),
                fitting.tensors(),
                converters.around(ReadWiring.ofWholeLayers(substrate(fitting, kernels, noise))),
                kernels);
    }

    /**
     * The network of a model over crossbar tiles.
     *
     * @param model graph, weights and masks
     * @param input shape of one step's input
     * @param kernels inner loops
     * @param tiles how arrays are built, driven and read
     * @throws IllegalArgumentException where the nodes do not fit each other or the input, or inputs the drive
     */
    public static Network of(Model model, Shape input, Kernels kernels, TileSettings tiles) {
        final Model fitting = model.at(input);
        final Substrate substrate =
                new TiledWiring(fitting.graph(), (node, matrix) -> array(fitting, node, matrix), tiles, kernels);
        return Network.of(fitting.graph(), fitting.tensors(), substrate, kernels);
    }

    /**
     * Converters whose full scales are found on samples.
     *
     * @param model graph, weights and masks
     * @param plan what each converter is like
     * @param samples the first {@link ConverterCalibration#SAMPLES} of them are observed
     * @param kernels inner loops
     * @param noise noise of each read
     * @param seed seed of the converters' mismatch and noise
     */
    public static Converters calibrated(
            Model model, ConverterPlan plan, Samples samples, Kernels kernels, ReadNoise noise, long seed) {
        final Model fitting = model.at(samples.shape());
        return ConverterCalibration.of(
                plan,
                fitting.graph(),
                fitting.tensors(),
                samples,
                ReadWiring.ofWholeLayers(substrate(fitting, kernels, noise)),
                kernels,
                seed);
    }

    /**
     * What a model's weights lie on: pruned random weights on arrays, trained ones where nothing is pruned too; what is
     * trained beside pruned ones is digital, and has no read noise.
     */
    private static Substrate substrate(Model model, Kernels kernels, ReadNoise noise) {
        final boolean hasPruned = !model.masks().isEmpty();
        return (node, matrix) ->
                noise.isPresent() && (!hasPruned || model.masks().containsKey(node.name()))
                        ? array(model, node.name(), matrix).synapses(kernels, noise)
                        // an array that always reads the same weighs what the file says, bit for bit: forming its cells
                        // is spared
                        : WeightedSynapses.of(matrix, model.effective(node.name()), kernels);
    }

    /** The array of one node: as programmed where the model's seed brings its weights back, else as mapped from them. */
    public static MemristorArray array(Model model, String node, Matrix matrix) {
        final MemristorArray cells = cells(model, node, matrix);
        final byte[] mask = model.masks().get(node);
        return mask == null ? cells : cells.disconnect(mask);
    }

    private static MemristorArray cells(Model model, String node, Matrix matrix) {
        final float[] weights = model.weights(node);
        final int position = model.graph().position(node);
        final MemristorArray formed = formed(model.metadata(), position, matrix);
        return formed != null && Arrays.equals(formed.weights(), weights)
                ? formed
                : MemristorArray.mapped(matrix, weights, FormedRram.prime(), position);
    }

    /** Weights of cells that a model's seed brings back, or null where it names no device: what compact files leave out. */
    public static float[] formedWeights(Graph graph, String node, Map<String, String> metadata) {
        final MemristorArray formed = formed(metadata, graph.position(node), Matrix.of(graph, node));
        return formed == null ? null : formed.weights();
    }

    /**
     * Writes a model for shipping: pruned nodes as masks, their random weights coming back from the seed, and the other
     * weights in 8 bits ({@link Model#writeCompact}). Where pruned weights are not those of the seed, all are kept.
     *
     * @throws IOException if it cannot be written
     */
    public static void writeCompact(Model model, Path path) throws IOException {
        final Set<String> regenerated = new TreeSet<>();
        for (final String node : model.masks().keySet()) {
            if (Arrays.equals(formedWeights(model.graph(), node, model.metadata()), model.weights(node))) {
                regenerated.add(node);
            }
        }
        model.writeCompact(path, regenerated);
    }

    private static MemristorArray formed(Map<String, String> metadata, int position, Matrix matrix) {
        final String device = metadata.get(DEVICE);
        if (FORMED_RRAM.equals(device)) {
            return MemristorArray.program(matrix, FormedRram.prime(), seed(metadata), position);
        }
        return FORMED_RRAM_INPAINTING.equals(device)
                ? MemristorArray.program(matrix, FormedRram.primeInpainting(), seed(metadata), position)
                : null;
    }

    private static long seed(Map<String, String> metadata) {
        try {
            return Long.parseLong(metadata.getOrDefault("seed", "1"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "model: metadata seed: expected a whole number, found " + metadata.get("seed"), e);
        }
    }
}
