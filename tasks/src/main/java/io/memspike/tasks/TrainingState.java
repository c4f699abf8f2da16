package io.memspike.tasks;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import java.nio.file.Path;

/** What a checkpoint keeps of a layer besides its weights, by name. */
public final class TrainingState {
    /** Scores that decide which connections are pruned. */
    public static final String SCORE = "score";

    /** Adam's mean of gradients. */
    public static final String FIRST_MOMENT = "adam.first";

    /** Adam's mean of squared gradients. */
    public static final String SECOND_MOMENT = "adam.second";

    private TrainingState() {}

    /**
     * A tensor of a checkpoint.
     *
     * @param path the checkpoint, for messages
     * @throws FileFormatException where it is missing
     */
    public static float[] of(Path path, Model checkpoint, int layer, String what) throws FileFormatException {
        final String name = Model.name(layer, what);
        final float[] values = checkpoint.state().get(name);
        if (values == null) {
            throw new FileFormatException(
                    path, "tensor " + name, "the state of a training under way", "no such tensor (a finished model?)");
        }
        return values;
    }
}
