package io.memspike.tasks;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import java.nio.file.Path;
import java.util.function.Function;

/** What a model file says of its training: the plan, and in a checkpoint what is kept of a layer besides its weights. */
public final class TrainingState {
    /** Scores that decide which connections are pruned. */
    public static final String SCORE = "score";

    /** Numbers of which signs alone are weights. */
    public static final String LATENT = "latent";

    /** Adam's mean of gradients. */
    public static final String FIRST_MOMENT = "adam.first";

    /** Adam's mean of squared gradients. */
    public static final String SECOND_MOMENT = "adam.second";

    private TrainingState() {}

    /**
     * The plan that a model file was made with.
     *
     * @param path the file, for messages
     * @param model its content
     * @param kind what is expected, for messages
     * @param parse reads its JSON, and throws {@link IllegalArgumentException} where it is none
     * @throws FileFormatException where the file holds none
     */
    public static <P> P plan(Path path, Model model, String kind, Function<String, P> parse)
            throws FileFormatException {
        final String json = model.metadata().get(PlanJson.KEY);
        if (json == null) {
            throw new FileFormatException(path, "metadata " + PlanJson.KEY, kind, "nothing");
        }
        try {
            return parse.apply(json);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(path + ": metadata " + e.getMessage());
        }
    }

    /**
     * A tensor of a checkpoint, by name.
     *
     * @param path the checkpoint, for messages
     * @throws FileFormatException where it is missing
     */
    public static float[] of(Path path, Model checkpoint, String name) throws FileFormatException {
        final float[] values = checkpoint.state().get(name);
        if (values == null) {
            throw new FileFormatException(
                    path, "tensor " + name, "the state of a training under way", "no such tensor (a finished model?)");
        }
        return values;
    }
}
