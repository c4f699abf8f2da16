package io.memspike.tasks.experiment;

import java.io.IOException;
import java.nio.file.Path;

/** Who draws what an experiment has found: plots need what the experiments do not know of. */
@FunctionalInterface
public interface Drawings {
    /** Nobody: an experiment that is to draw is refused. */
    Drawings NONE = (file, what) -> {
        throw new IllegalArgumentException(file + ": expected no plot, which only the command line draws, found one");
    };

    /**
     * Draws.
     *
     * @param file written whole, or not at all
     * @param what the data, a record that says how they are drawn
     */
    void draw(Path file, Record what) throws IOException;
}
