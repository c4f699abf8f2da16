package io.memspike.serve.model;

import io.memspike.core.file.Model;
import io.memspike.serve.site.RefusedException;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models that clients may name, and no other file. Read once. Thread-safe. */
public final class ServedModels {
    private final Map<String, Served> models;

    /**
     * A model.
     *
     * @param name as clients call it
     * @param file where it is from: a file, or its name in the jar
     * @param model what it is
     */
    public record Served(String name, Path file, Model model) {
        /** Whether it paints pictures. */
        public boolean paints() {
            return Networks.isAutoEncoder(model);
        }

        /** Whether it names what it sees. */
        public boolean names() {
            return !paints() && !Networks.classifiesPixels(model);
        }
    }

    private ServedModels(Map<String, Served> models) {
        this.models = models;
    }

    /**
     * The user's files first, then what is in the jar.
     *
     * @throws IOException where a file cannot be read, or is no model; the message names it
     */
    public static ServedModels open(List<Path> files) throws IOException {
        final Map<String, Served> models = new LinkedHashMap<>();
        for (final Path file : files) {
            final String name = free(models, file);
            models.put(name, new Served(name, file, ModelNetwork.read(file)));
        }
        for (final ShippedModels.Shipped shipped : ShippedModels.all()) {
            models.putIfAbsent(
                    shipped.name(),
                    new Served(shipped.name(), Path.of(shipped.name()), ShippedModels.read(shipped.name())));
        }
        return new ServedModels(models);
    }

    /** Its file's name, or all of its path where another file has the same. */
    private static String free(Map<String, Served> models, Path file) {
        final String name = String.valueOf(file.getFileName());
        return models.containsKey(name) ? file.toString() : name;
    }

    /** All of them. */
    public List<Served> all() {
        return new ArrayList<>(models.values());
    }

    /**
     * One of them.
     *
     * @throws RefusedException where there is none of that name
     */
    public Served of(String name) {
        final Served served = models.get(name);
        if (served == null) {
            throw RefusedException.notFound(
                    "model: expected one of " + String.join(", ", models.keySet()) + ", found " + name);
        }
        return served;
    }
}
