package io.memspike.tasks;

import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.tile.TileSettings;
import io.memspike.memristor.tile.TiledWiring;
import java.util.Arrays;

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
     * The same with converters behind the arrays.
     *
     * @param converters what the layers' currents go through
     */
    public static Network of(Model model, Shape input, Kernels kernels, ReadNoise noise, Converters converters) {
        final Network.Wiring exact = wiring(model, kernels, noise);
        return Network.of(
                input,
                model.layers(),
                (position, layer, from) -> converters.behind(position, exact.connect(position, layer, from)),
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
     * @param seed seed of the converters' noise
     */
    public static Converters calibrated(
            Model model, ConverterPlan plan, EventSamples samples, Kernels kernels, ReadNoise noise, long seed) {
        return ConverterCalibration.of(plan, model.layers(), samples, wiring(model, kernels, noise), kernels, seed);
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
        final FormedRram device = formed(model);
        if (device != null) {
            final MemristorArray programmed = MemristorArray.program(layer, device, seed(model), position);
            if (Arrays.equals(programmed.weights(), weights)) {
                return programmed;
            }
        }
        return MemristorArray.mapped(layer, weights, FormedRram.prime(), position);
    }

    /** The cells that a model's seed brings back, or null where it names none. */
    private static FormedRram formed(Model model) {
        final String device = model.metadata().get(DEVICE);
        if (FORMED_RRAM.equals(device)) {
            return FormedRram.prime();
        }
        return FORMED_RRAM_INPAINTING.equals(device) ? FormedRram.primeInpainting() : null;
    }

    private static long seed(Model model) {
        try {
            return Long.parseLong(model.metadata().getOrDefault("seed", "1"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "model: metadata seed: expected a whole number, found "
                            + model.metadata().get("seed"),
                    e);
        }
    }
}
