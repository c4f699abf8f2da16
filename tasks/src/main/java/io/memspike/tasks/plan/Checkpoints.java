package io.memspike.tasks.plan;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.internal.AtomicFile;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.TrainingState;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.InpaintingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where checkpoints are kept and what they say. */
public final class Checkpoints {
    private Checkpoints() {}

    /** The checkpoint of the training that will write {@code model}. */
    public static Path besides(Path model) {
        final Path name = model.getFileName();
        return model.resolveSibling((name == null ? "model" : name.toString().replaceFirst("\\.safetensors$", ""))
                + ".checkpoint.safetensors");
    }

    /** The file of one of several trainings, which has its seed in its name. */
    public static Path ofSeed(Path file, long seed) {
        final String name = String.valueOf(file.getFileName()).replaceFirst("\\.safetensors$", "");
        return file.resolveSibling(name + "-" + seed + ".safetensors");
    }

    /** Refuses at once what would fail after hours; null is no file. */
    public static void requireWritable(Path file) throws IOException {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected the name of a file to write, found a directory");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + ": expected a file to write or none yet, found something else");
        }
        requirePlace(file);
    }

    /** Refuses at once a file or directory that could not be made, where there is none yet. */
    public static void requirePlace(Path file) throws IOException {
        final Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + ": expected a name in a directory, found none");
        }
        if (!Files.isDirectory(directory)) {
            throw new IOException(file + ": expected an existing directory " + directory + ", found none");
        }
        try { // asking for permissions is not enough: root has them on read-only file systems too
            Files.delete(AtomicFile.createBeside(file.toAbsolutePath()));
        } catch (IOException e) {
            throw new IOException(file + ": expected a directory that may be written, found " + directory, e);
        }
    }

    /** Refuses to write over what is read; null is no file. */
    public static void requireNoInput(Path out, Path... inputs) throws IOException {
        for (final Path input : inputs) {
            if (out != null
                    && input != null
                    && Files.exists(out)
                    && Files.exists(input)
                    && Files.isSameFile(out, input)) {
                throw new IOException(out + ": expected another file to write than one that is read, found the same");
            }
        }
    }

    /** Refuses to write two things into one file, which need not be there yet; null is no file. */
    public static void requireOther(Path out, Path other) throws IOException {
        if (out == null || other == null) {
            return;
        }
        final boolean isSame = Files.exists(out) && Files.exists(other)
                ? Files.isSameFile(out, other)
                : out.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
        if (isSame) {
            throw new IOException(other + ": expected a file for each of what is written, found one for both");
        }
    }

    /** Refuses to write into a directory whose files are all read; null is none. */
    public static void requireOutside(Path out, Path directory) throws IOException {
        final Path parent = out.toAbsolutePath().getParent();
        if (directory != null && Files.isDirectory(directory) && Files.isSameFile(parent, directory)) {
            throw new IOException(out + ": expected another directory than " + directory
                    + ", whose pictures are all read, found the same");
        }
    }

    /** Refuses to write over the checkpoint of another training that was not finished. */
    public static void requireNoOther(Path checkpoint, Path resumed) throws IOException {
        if (Files.exists(checkpoint) && (resumed == null || !Files.isSameFile(checkpoint, resumed))) {
            throw new IOException(
                    checkpoint + ": expected no unfinished training, found its checkpoint: go on with --resume "
                            + checkpoint + ", or remove it");
        }
    }

    /** The plan that a checkpoint was made with. */
    public static ClassifierPlan plan(Path path, Model checkpoint) throws FileFormatException {
        return TrainingState.plan(path, checkpoint, "a classifier's plan", ClassifierPlan::ofJson);
    }

    /** The plan that an auto-encoder's checkpoint was made with. */
    public static InpaintingPlan inpaintingPlan(Path path, Model checkpoint) throws FileFormatException {
        AutoEncoders.spec(path, checkpoint);
        return InpaintingPlan.of(path, checkpoint);
    }
}
