package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What a file says; the components say what they mean. */
public record NirInfoResult(
        @Means("the file") Path graph,
        @Means("version of what wrote it, free text") String version,
        List<Row> nodes,
        List<Link> edges,

        @Means("what is odd in the file and does not matter")
        List<String> notes) {
    /** A node. */
    public record Row(
            @Means("its name, behind those of the graphs that it lies in")
            String node,

            @Means("its type in NIR") String type,

            @Means("its parameters, each with extents, or where there are few, with numbers")
            String parameters) {}

    /** An edge. */
    public record Link(
            @Means("name of the node that it leaves") String from,
            @Means("name of the node that it enters") String to) {}
}
