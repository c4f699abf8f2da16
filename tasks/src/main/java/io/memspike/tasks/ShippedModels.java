package io.memspike.tasks;

import io.memspike.core.file.Model;
import io.memspike.core.file.internal.StrictJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Models in the jar. Commands take their names wherever they take a file. */
public final class ShippedModels {
    private static final String LIST = "model/models.json";
    private static final String PICTURE_CLASSIFIER = "mnist-classifier";
    private static final String INPAINTING = "mnist-inpainting";

    private ShippedModels() {}

    /**
     * What is known of one.
     *
     * @param name as commands take it
     * @param task what it does
     * @param trainedOn what it was trained on
     * @param measured what it achieves
     * @param command what measures it
     */
    public record Shipped(String name, String task, String trainedOn, String measured, String command) {}

    private record Table(List<Shipped> models) {}

    /** All of them. */
    public static List<Shipped> all() throws IOException {
        try (InputStream in = open(LIST)) {
            final String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return StrictJson.parse(LIST, json).as(Table.class).models();
        }
    }

    /** Whether there is one of that name. */
    static boolean has(String name) throws IOException {
        return all().stream().anyMatch(each -> each.name().equals(name));
    }

    /** The classifier of MNIST's digits as pictures, made by {@code memspike train pictures}. */
    public static Model pictureClassifier() throws IOException {
        return read(PICTURE_CLASSIFIER);
    }

    /** The auto-encoder of MNIST's digits, made by {@code memspike train inpaint}. */
    public static Model inpainting() throws IOException {
        return read(INPAINTING);
    }

    /**
     * The model of that name. Model files are mapped, which entries of a jar cannot be: it is read from a copy.
     *
     * @throws FileNotFoundException where there is none
     */
    public static Model read(String name) throws IOException {
        try (InputStream in = open("model/" + name + ".safetensors")) {
            final Path copy = Files.createTempFile("memspike", ".safetensors");
            try {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return ModelNetwork.read(copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static InputStream open(String name) throws IOException {
        final InputStream in = ShippedModels.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("shipped model: expected " + name + " in the jar, found none");
        }
        return in;
    }
}
