package io.memspike.tasks;

import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
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
     * @param model layers, weights and masks
     * @param input shape of one step's input
     * @param kernels inner loops
     * @param noise noise of each read
     * @throws IllegalArgumentException where the layers do not fit each other or the input
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
        return Network.of(
                input,
                model.layers(),
                converters.around(ReadWiring.ofWholeLayers(wiring(model, kernels, noise))),
                kernels);
    }

    /**
     * The network of a model over crossbar tiles.
     *
     * @param model layers, weights and masks
     * @param input shape of one step's input
     * @param kernels inner loops
     * @param tiles how arrays are built, driven and read
     * @throws IllegalArgumentException where the layers do not fit each other or the input, or inputs the drive
     */
    public static Network of(Model model, Shape input, Kernels kernels, TileSettings tiles) {
        final Network.Wiring wiring =
                new TiledWiring(model.layers(), (position, layer) -> array(model, position, layer), tiles, kernels);
        return Network.of(input, model.layers(), wiring, kernels);
    }

    /**
     * Converters whose full scales are found on samples.
     *
     * @param model layers, weights and masks
     * @param plan what each converter is like
     * @param samples the first {@link ConverterCalibration#SAMPLES} of them are observed
     * @param kernels inner loops
     * @param noise noise of each read
     * @param seed seed of the converters' mismatch and noise
     */
    public static Converters calibrated(
            Model model, ConverterPlan plan, EventSamples samples, Kernels kernels, ReadNoise noise, long seed) {
        return ConverterCalibration.of(
                plan, model.layers(), samples, ReadWiring.ofWholeLayers(wiring(model, kernels, noise)), kernels, seed);
    }

    private static Network.Wiring wiring(Model model, Kernels kernels, ReadNoise noise) {
        if (noise.isPresent()) {
            return (position, layer, input) -> array(model, position, layer).synapses(input, kernels, noise);
        }
        // an array that always reads the same weighs what the file says, bit for bit: forming its cells can be spared
        return (position, layer, input) -> WeightedSynapses.of(layer, input, model.effective(position), kernels);
    }

    /** The array of one layer: as programmed where the model's seed brings its weights back, else as mapped from them. */
    public static MemristorArray array(Model model, int position, LayerSpec.Weighted layer) {
        final MemristorArray cells = cells(model, position, layer);
        final byte[] mask = model.masks().get(position);
        return mask == null ? cells : cells.disconnect(mask);
    }

    private static MemristorArray cells(Model model, int position, LayerSpec.Weighted layer) {
        final float[] weights = model.weights().get(position);
        final MemristorArray formed = formed(model.metadata(), position, layer);
        return formed != null && Arrays.equals(formed.weights(), weights)
                ? formed
                : MemristorArray.mapped(layer, weights, FormedRram.prime(), position);
    }

    /** Weights of cells that a model's seed brings back, or null where it names no device: what compact files leave out. */
    public static float[] formedWeights(int position, LayerSpec.Weighted layer, Map<String, String> metadata) {
        final MemristorArray formed = formed(metadata, position, layer);
        return formed == null ? null : formed.weights();
    }

    private static MemristorArray formed(Map<String, String> metadata, int position, LayerSpec.Weighted layer) {
        final String device = metadata.get(DEVICE);
        if (FORMED_RRAM.equals(device)) {
            return MemristorArray.program(layer, FormedRram.prime(), seed(metadata), position);
        }
        return FORMED_RRAM_INPAINTING.equals(device)
                ? MemristorArray.program(layer, FormedRram.primeInpainting(), seed(metadata), position)
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
