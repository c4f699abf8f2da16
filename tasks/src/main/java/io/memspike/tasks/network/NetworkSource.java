package io.memspike.tasks.network;

import io.memspike.core.file.Model;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds networks: by name those that come with Memspike, as files in the jar; else by file. */
public final class NetworkSource {
    /** The usual one of the networks that classify pixels, which have a size besides those of their text. */
    public static final String UNET = UnetText.Style.PRUNING.network();

    /** Networks that classify pixels. */
    public static final List<String> UNETS = UnetText.networks();

    private static final String DEPTH = "depth"; // a size of U-Nets that says how many nodes there are
    private static final List<String> NAMES = List.of(
            "prime-conv",
            "prime-mlp",
            "prime-autoencoder",
            "hole-filler",
            "pictures",
            "braille",
            "spoken-digits",
            "spoken-digits-forward",
            "mnist-rate",
            "mnist-latency",
            "pruning-cnn",
            "pruning-crnn",
            "pruning-vgg",
            UNET,
            "xnor-mlp",
            "spiking-cnn",
            "spiking-crnn",
            UnetText.Style.SPIKING.network());
    private static final int CLASSES = 10; // of digits
    private static final String MODEL = ".safetensors";
    private static final Map<String, String> SHORT = Map.of("conv", "prime-conv", "mlp", "prime-mlp");

    private NetworkSource() {}

    /** Names of the networks in the jar, short ones last. */
    public static List<String> names() {
        final List<String> names = new ArrayList<>(NAMES);
        SHORT.keySet().stream().sorted().forEach(names::add);
        return names;
    }

    /** What texts need not say where there are no data: an input, and classes, which are those of digits seen by the camera. */
    public static Given withoutData() {
        return Given.otherwise(SaccadeCamera.SHAPE).usually(CLASSES);
    }

    /** Whether a network of that name, perhaps with sizes behind it, is in the jar. */
    public static boolean isInJar(String name) {
        final String alone = name.split(":", 2)[0];
        return NAMES.contains(alone) || SHORT.containsKey(alone);
    }

    /** The file of a network; null where it is none, but one in the jar. */
    public static Path file(String network) {
        return isText(network) || network.endsWith(MODEL) ? Path.of(network) : null;
    }

    /** A model as a network whose tensors begin with its numbers, effective weights, of which what is pruned is zero. */
    private static GraphText ofModel(Path file) throws IOException {
        final Model model = ModelNetwork.read(file);
        final Map<String, float[]> values = new LinkedHashMap<>(model.tensors());
        model.masks().forEach((node, mask) -> {
            final float[] weights = model.weights(node).clone();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = mask[i] == 0 ? 0f : weights[i];
            }
            values.put(Model.name(node, "weight"), weights);
        });
        final String name = String.valueOf(file.getFileName());
        return new GraphText(
                name.substring(0, name.length() - MODEL.length()), model.graph(), Map.of(), Map.of(), values);
    }

    /** Whether that is the name of a file with a network. */
    public static boolean isText(String network) {
        return network.endsWith(".yaml") || network.endsWith(".yml");
    }

    /**
     * A network.
     *
     * @param network name of one in the jar, perhaps with sizes other than its own, {@code pruning-unet:base=8,depth=2}, or a file
     * @param given what its text need not say
     * @throws IllegalArgumentException where there is none
     * @throws IOException where the file cannot be read, or is no network
     */
    public static GraphText find(String network, Given given) throws IOException {
        if (isInJar(network)) {
            return read(network, given);
        }
        if (isText(network)) {
            return GraphText.read(Path.of(network), given);
        }
        if (network.endsWith(MODEL)) {
            return ofModel(Path.of(network));
        }
        throw new IllegalArgumentException("network: expected one of " + String.join(", ", names())
                + ", a YAML file or a model file, found '" + network + "'");
    }

    /**
     * A network in the jar.
     *
     * @throws IllegalArgumentException where none has that name
     */
    public static GraphText inJar(String name, Given given) {
        if (!isInJar(name)) {
            throw new IllegalArgumentException(
                    "network: expected one of " + String.join(", ", names()) + ", found '" + name + "'");
        }
        try {
            return read(name, given);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraphText read(String network, Given given) throws IOException {
        final String[] parts = network.split(":", 2);
        final String file = SHORT.getOrDefault(parts[0], parts[0]) + ".yaml";
        final Map<String, Integer> sizes = parts.length == 1 ? Map.of() : sizes(network, parts[1]);
        final String text;
        final boolean isUnet = UNETS.contains(parts[0]);
        if (isUnet && sizes.containsKey(DEPTH)) {
            text = UnetText.of(UnetText.Style.of(parts[0]), sizes.remove(DEPTH));
        } else {
            try (InputStream in = NetworkSource.class.getResourceAsStream(file)) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (!sizes.isEmpty()) {
            requireKnown(network, isUnet, GraphText.sizes(file, text), sizes);
        }
        return GraphText.parse(file, text, given.sized(sizes));
    }

    private static void requireKnown(
            String network, boolean isUnet, Collection<String> ofText, Map<String, Integer> sizes) {
        final List<String> known = new ArrayList<>(ofText);
        if (isUnet) {
            known.add(DEPTH);
        }
        if (!known.containsAll(sizes.keySet())) {
            throw new IllegalArgumentException(
                    "network " + network + ": expected sizes of " + known + ", found " + sizes.keySet());
        }
    }

    private static Map<String, Integer> sizes(String network, String text) {
        final Map<String, Integer> sizes = new LinkedHashMap<>();
        for (final String size : text.split(",", -1)) {
            final String[] pair = size.split("=", 2);
            if (pair.length < 2 || !pair[1].matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException(
                        "network " + network + ": expected NAME:SIZE=NUMBER,..., found '" + size + "'");
            }
            sizes.put(pair[0], Integer.valueOf(pair[1]));
        }
        return sizes;
    }
}
