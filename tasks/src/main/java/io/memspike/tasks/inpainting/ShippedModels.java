package io.memspike.tasks.inpainting;

import io.memspike.core.file.Model;
import io.memspike.tasks.ModelNetwork;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Models in the jar. */
public final class ShippedModels {
    private static final String PICTURE_CLASSIFIER = "mnist-classifier.safetensors";
    private static final String INPAINTING = "mnist-inpainting.safetensors";

    private ShippedModels() {}

    /** The classifier of MNIST's digits as pictures, made by {@code memspike train pictures}. */
    public static Model pictureClassifier() throws IOException {
        return read(PICTURE_CLASSIFIER);
    }

    /** The auto-encoder of MNIST's digits, made by {@code memspike train inpaint}. */
    public static Model inpainting() throws IOException {
        return read(INPAINTING);
    }

    /** Model files are mapped, which entries of a jar cannot be: it is read from a copy. */
    private static Model read(String name) throws IOException {
        try (InputStream in = ShippedModels.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("shipped model: expected " + name + " in the jar, found none");
            }
            final Path copy = Files.createTempFile("memspike", ".safetensors");
            try {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return ModelNetwork.read(copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }
}
