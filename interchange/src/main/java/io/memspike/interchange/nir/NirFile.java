package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.interchange.internal.HdfOutput;
import io.memspike.interchange.internal.HdfTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file in NIR: HDF5 with a text {@code version} and a group {@code node}, which is a graph.
 *
 * @param file where it is from, for messages
 * @param version of the program that wrote it, free text
 * @param graph the graph, with those within it
 * @param notes what is odd and does not matter, a line each
 */
public record NirFile(Object file, String version, NirSubgraph graph, List<String> notes) {
    public NirFile {
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException where it is torn, or no network: file, place, expected, found
     * @throws IOException where it cannot be read
     */
    public static NirFile read(Path file) throws IOException {
        return HdfTree.read(file, root -> new NirReader(file, root).file());
    }

    /**
     * Writes it, replacing an earlier file in one step. Arrays of numbers are deflated; numbers that are exact in single
     * precision are written so, extents and other counts as 64-bit integers.
     *
     * @throws IOException if that fails; an earlier file is then unchanged
     */
    public void write(Path target) throws IOException {
        HdfOutput.write(target, root -> new NirWriter(root).write(this));
    }

    /**
     * The graphs made one: the node {@code lif} of a graph {@code block} is {@code block.lif}, and what leads into a graph leads
     * to where its input leads.
     *
     * @throws FileFormatException where that cannot be: file, place, expected, found
     */
    public NirGraph flat() throws FileFormatException {
        return new NirFlattening(this).graph();
    }
}
