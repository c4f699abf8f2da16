package io.memspike.tasks.inpainting;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.PlanJson;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.nio.file.Path;

/** Auto-encoders put to work, and who judges what they paint. */
public final class AutoEncoders {
    /** What {@code --early-stop} takes. */
    public static final String EARLY_STOP = "THRESHOLD|hole:THRESHOLD|model|off";

    /** What it means, for plans. */
    public static final String EARLY_STOP_SAYS =
            "stop once a picture changes less and less, and less than this; PRIME's is 0.2. `hole:` watches the mean pixel"
                    + " of the hole alone, `model` that with the threshold that training found";

    private static final String HOLE = "hole:";

    private AutoEncoders() {}

    /**
     * What the model of a file is.
     *
     * @throws FileFormatException where it is no auto-encoder
     */
    public static AutoEncoder spec(Path file, Model model) throws FileFormatException {
        try {
            return AutoEncoder.of(model);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }

    /**
     * The auto-encoder of a model file, on the hardware that it speaks of.
     *
     * @throws FileFormatException where it is none, or has no memristors to be noisy
     */
    public static AutoEncoderNetwork of(Path file, Model model, Kernels kernels, ReadNoise noise)
            throws FileFormatException {
        final Placement own = Networks.trained(file, model);
        final Placement noisy =
                own.with(own.standard().withReadNoise(noise.sigma())).withSeed(noise.seed());
        return of(file, model, kernels, noise.isPresent() ? noisy : own);
    }

    /** The same on other hardware. */
    public static AutoEncoderNetwork of(Path file, Model model, Kernels kernels, Placement placement)
            throws FileFormatException {
        spec(file, model);
        final Hardware hardware = placement.standard();
        if (model.masks().isEmpty()
                && (hardware.readNoise() > 0 || !hardware.converters().isExact())) {
            throw new FileFormatException(file + ": expected a model with pruned memristors, which "
                    + (hardware.readNoise() > 0 ? "read noise is of" : "converters stand around")
                    + ", found none pruned");
        }
        return AutoEncoderNetwork.of(model, kernels, placement);
    }

    /** Refuses an {@code --early-stop} that is none. */
    public static void requireStop(String earlyStop) {
        if (!earlyStop.equals("off") && !earlyStop.equals("model")) {
            parse(earlyStop);
        }
    }

    private static PictureStop parse(String earlyStop) {
        final boolean isOfHole = earlyStop.startsWith(HOLE);
        try {
            return new PictureStop(
                    Double.parseDouble(isOfHole ? earlyStop.substring(HOLE.length()) : earlyStop), isOfHole);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--early-stop: expected a threshold of at least 0, " + HOLE + "THRESHOLD, model or off, found '"
                            + earlyStop + "'",
                    e);
        }
    }

    /**
     * The rule of {@code --early-stop}: a threshold of the picture, {@code hole:} and one of the hole, {@code model} for the
     * model's own; null for {@code off}.
     *
     * @param file where the model is from, for messages
     * @throws FileFormatException where the model's own is none
     */
    public static PictureStop stop(String earlyStop, Path file, Model model) throws FileFormatException {
        return switch (earlyStop) {
            case "off" -> null;
            case "model" -> modelStop(file, model);
            default -> parse(earlyStop);
        };
    }

    private static PictureStop modelStop(Path file, Model model) throws FileFormatException {
        try {
            return PictureStop.of(model);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }

    /**
     * {@code --hole}, and without it the hole that the model was trained with, where it says so.
     *
     * @param file where the model is from, for messages
     * @throws FileFormatException where it tells of a hole, but not as a plan does
     */
    public static Hole hole(String option, int side, Object file, Model model) throws FileFormatException {
        final String plan = model.metadata().get(PlanJson.KEY);
        if (option != null || plan == null || !tellsOfHole(plan)) {
            return hole(option, side);
        }
        try {
            return InpaintingPlan.ofJson(plan).hole();
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": metadata " + e.getMessage());
        }
    }

    /** A model made elsewhere says of its training what it likes, JSON or not. */
    private static boolean tellsOfHole(String plan) {
        try {
            return StrictJson.parse(PlanJson.KEY, plan).has("hole");
        } catch (FileFormatException e) {
            return false;
        }
    }

    /** {@code --hole}: row, column, height and width; without one, PRIME's or that of a smaller picture's middle. */
    public static Hole hole(String option, int side) {
        if (option == null) {
            final int extent = side / 4;
            return new Hole((side - extent) / 2, (side - extent) / 2, extent, extent);
        }
        final String[] parts = option.split(",", -1);
        try {
            if (parts.length == 4) {
                return new Hole(
                        Integer.parseInt(parts[0].strip()),
                        Integer.parseInt(parts[1].strip()),
                        Integer.parseInt(parts[2].strip()),
                        Integer.parseInt(parts[3].strip()));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(malformed(option), e);
        }
        throw new IllegalArgumentException(malformed(option));
    }

    private static String malformed(String option) {
        return "--hole: expected four whole numbers ROW,COLUMN,HEIGHT,WIDTH, found '" + option + "'";
    }

    /**
     * Who judges pictures: the classifier of a file, or the shipped one where the pictures are digits, or nobody: null.
     *
     * @param file from the command line, or null
     * @param dataset what the pictures are like
     * @throws IOException where the file cannot be read or holds another model
     */
    public static PictureClassifier judge(Path file, String dataset, Canvas canvas, Kernels kernels)
            throws IOException {
        if (file == null && (!DataSets.MNIST.equals(dataset) || canvas.side() != 32)) {
            return null;
        }
        final Model model = file == null ? ShippedModels.pictureClassifier() : ModelNetwork.read(file);
        try {
            return PictureClassifier.of(model, canvas, kernels);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }
}
