package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Weights;
import io.memspike.tasks.internal.DeviceText;
import io.memspike.tasks.internal.Reforming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts a model onto memristor arrays and wires them into a network. */
public final class ModelNetwork {
    /** Name of the metadata that says what the weights are. */
    public static final String DEVICE = "device";

    /** Value of the metadata {@code device}: the weights are cells as the model's seed forms them, or those of its epochs. */
    public static final String FORMED_RRAM = "formed-rram";

    /** The same for the cells that PRIME fills holes with. */
    public static final String FORMED_RRAM_INPAINTING = "formed-rram-inpainting";

    private ModelNetwork() {}

    /**
     * Reads a model, whole or compact: a file, or, where there is none of that name, one {@linkplain ShippedModels in the jar}.
     *
     * @throws IOException where it cannot be read, or is no model
     */
    public static Model read(Path path) throws IOException {
        if (!Files.exists(path) && ShippedModels.has(path.toString())) {
            return ShippedModels.read(path.toString());
        }
        try {
            final Model model = Model.read(path, ModelNetwork::formedWeights);
            if (model.metadata().containsKey(DEVICE)) {
                DeviceText.device(model.metadata().get(DEVICE)); // refuses what is none
                seed(model.metadata());
            }
            return model;
        } catch (IllegalArgumentException e) { // of cells that cannot be brought back
            throw new FileFormatException(path + ": " + e.getMessage());
        }
    }

    /**
     * The network of a model, on crossbars of any size.
     *
     * @param model graph, weights and masks
     * @param input shape of one step's input
     * @param kernels inner loops
     * @param noise noise of each read
     * @throws IllegalArgumentException where the nodes do not fit each other or the input
     */
    public static Network of(Model model, Shape input, Kernels kernels, ReadNoise noise) {
        return of(model, input, kernels, placement(model, Hardware.WHOLE.withReadNoise(noise.sigma()), noise.seed()));
    }

    /**
     * The network of a model on its hardware.
     *
     * @param model graph, weights and masks
     * @param input shape of one step's input
     * @param kernels inner loops
     * @param placement what lies on what
     * @throws IllegalArgumentException where the nodes do not fit each other or the input, or inputs the drive
     */
    public static Network of(Model model, Shape input, Kernels kernels, Placement placement) {
        final Model fitting = model.at(input);
        return Network.of(fitting.graph(), fitting.tensors(), placed(fitting, kernels, placement), kernels);
    }

    /**
     * A model's weights on their hardware.
     *
     * @param model graph, weights and masks
     * @param kernels inner loops
     * @param placement what lies on what
     */
    public static Placed placed(Model model, Kernels kernels, Placement placement) {
        final EightBits eight = EightBits.of(model);
        if (eight != null) {
            EightBits.requireExact(model, placement);
        }
        final Weights weights = new Weights() {
            @Override
            public Synapses exact(Node node, Matrix matrix) {
                return eight == null
                        ? WeightedSynapses.of(matrix, model.effective(node.name()), kernels)
                        : eight.synapses(model, node, matrix, kernels);
            }

            @Override
            public MemristorArray cells(Node node, Matrix matrix) {
                return array(model, node.name(), matrix);
            }
        };
        return placement.on(model.graph(), weights, kernels);
    }

    /**
     * Where a model's weights lie: pruned random weights on arrays, trained ones where nothing is pruned too; what is
     * trained beside pruned ones is digital.
     *
     * @param model the model
     * @param hardware what arrays are like
     * @param seed seed of devices, faults, ageing and read noise
     */
    public static Placement placement(Model model, Hardware hardware, long seed) {
        final Placement everywhere = new Placement(hardware, seed);
        return model.masks().isEmpty() ? everywhere : everywhere.withDigital(unpruned(model));
    }

    /** Names of a model's nodes with weights of which none are pruned. */
    public static Set<String> unpruned(Model model) {
        final Set<String> unpruned = new TreeSet<>();
        for (final Node node : model.graph().nodesOf(MatrixKind.class)) {
            if (!model.masks().containsKey(node.name())) {
                unpruned.add(node.name());
            }
        }
        return unpruned;
    }

    /**
     * The hardware that a model was trained with, with its converters' full scales: what its metadata says under {@value
     * Placement#KEY}, or of older files its training's plan; exact crossbars where there is neither.
     *
     * @throws IllegalArgumentException where its metadata cannot be understood
     */
    public static Placement trainedWith(Model model) {
        final String placed = model.metadata().get(Placement.KEY);
        if (placed != null) {
            final Placement placement = Placement.of(placed, model.graph());
            return placement.with(FullScales.of(model, placement.seed()));
        }
        final FullScales scales = FullScales.of(model, 0);
        if (scales.isEmpty()) {
            return placement(model, Hardware.WHOLE, 0);
        }
        final String plan = model.metadata().get(PlanJson.KEY);
        final ClassifierPlan training = plan == null ? null : ClassifierPlan.ofJson(plan);
        if (training == null || training.converters() == null) {
            throw new IllegalArgumentException(PlanJson.KEY + ": expected the plan of the converters that "
                    + scales.key() + " are of, found none");
        }
        final Hardware converted = Hardware.WHOLE.with(training.converters());
        Placement placement = placement(model, converted, training.seed());
        for (final String node : placement.digital()) {
            if (scales.columns().containsKey(node) || scales.rows().containsKey(node)) {
                placement = placement.with(node, converted); // converters stood around whatever had full scales
            }
        }
        return placement.with(scales.withSeed(training.seed()));
    }

    /**
     * The same model and hardware with converters whose full scales are found on samples.
     *
     * @param model graph, weights and masks
     * @param placement what lies on what
     * @param samples the first {@link ConverterCalibration#SAMPLES} of them are observed
     * @param kernels inner loops
     */
    public static Placement calibrated(Model model, Placement placement, Samples samples, Kernels kernels) {
        final Model fitting = model.at(samples.shape());
        return placement.with(ConverterCalibration.of(
                placed(fitting, kernels, placement),
                fitting.tensors(),
                ConverterCalibration.Presentation.of(samples),
                placement.seed()));
    }

    /** The array of one node: as formed where the model's seed brings its weights back, or its training formed some anew, else as mapped from them. */
    public static MemristorArray array(Model model, String node, Matrix matrix) {
        final MemristorArray cells = cells(model, node, matrix);
        final byte[] mask = model.masks().get(node);
        return mask == null ? cells : cells.disconnect(mask);
    }

    private static MemristorArray cells(Model model, String node, Matrix matrix) {
        final float[] weights = model.weights(node);
        final int position = model.graph().position(node);
        final MemristorArray formed = formed(model.metadata(), position, matrix);
        if (formed != null && Arrays.equals(formed.weights(), weights)) {
            return formed;
        }
        final ClassifierPlan plan =
                formed == null || model.masks().get(node) == null ? null : reforming(model.metadata());
        if (plan == null) {
            return MemristorArray.mapped(matrix, weights, FormedRram.prime(), position);
        }
        final MemristorArray anew = Reforming.found(formed, weights, plan.seed(), plan.epochsDone(), plan.epochs());
        return anew == null ? MemristorArray.mapped(matrix, weights, formed.device(), position) : anew;
    }

    /** The plan of a training that formed cells anew, as far as it went; null of any other. */
    private static ClassifierPlan reforming(Map<String, String> metadata) {
        final String text = metadata.get(PlanJson.KEY);
        if (text == null || !text.contains("\"reform\"")) {
            return null;
        }
        try {
            final ClassifierPlan plan = ClassifierPlan.ofJson(text);
            return plan.reform() == null ? null : plan;
        } catch (IllegalArgumentException e) {
            return null; // of another trainer
        }
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
        if (EightBits.of(model) != null) {
            EightBits.write(model, path); // which is compact, and holds the weights that run
            return;
        }
        final Set<String> regenerated = new TreeSet<>();
        for (final String node : model.masks().keySet()) {
            if (Arrays.equals(formedWeights(model.graph(), node, model.metadata()), model.weights(node))) {
                regenerated.add(node);
            }
        }
        model.writeCompact(path, regenerated);
    }

    private static MemristorArray formed(Map<String, String> metadata, int position, Matrix matrix) {
        final DeviceModel device = DeviceText.device(metadata.get(DEVICE));
        return device == null ? null : MemristorArray.program(matrix, device, seed(metadata), position);
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
