package io.memspike.tasks.hardware;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What was written; the components say what they mean. */
public record ExportResult(
        @Means("position of the layer") int layer,
        @Means("number of the tile") int tile,
        @Means("how many tiles the layer has") int tiles,
        @Means("rows of the tile that are in use") int rows,

        @Means("columns in use, two for each output, G⁺ before G⁻")
        int columns,

        @Means("cells that conduct") long cells,
        @Means("the netlist, or null") Path spice,
        @Means("the crossbar as JSON, or null") Path crossbar) {}
