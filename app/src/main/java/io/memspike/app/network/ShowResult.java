package io.memspike.app.network;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.network.NetworkTable;
import java.nio.file.Path;

/**
 * A network's nodes.
 *
 * @param table what they are
 * @param picture the drawing
 */
record ShowResult(
        @JsonUnwrapped NetworkTable table,
        @Means("the drawing, or null") Path picture) {}
