package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import java.util.List;

/**
 * A model as a graph of NIR: what {@link NirModel} makes of NIR, the other way. Weights are effective ones, what is pruned
 * zero. Kinds that NIR does not have are refused; beside those that it has, {@code lif} and {@code integrator} without slope become
 * LIF, IF, LI or I, a {@code sparse} without delays a Linear, an edge that is late a Delay where it closes no loop; weights
 * behind positions get a Flatten, and a mean over time at an output is left out, for who reads outputs takes it. Read by the same
 * discretisation it does the same, bit for bit but for these {@code lif} and {@code integrator}.
 *
 * @param graph to be written
 * @param by how its time became steps
 * @param notes what is said otherwise in NIR, a line each
 */
public record NirExport(NirGraph graph, Discretisation by, List<String> notes) {
    public NirExport {
        notes = List.copyOf(notes);
    }

    /**
     * Makes a graph of NIR.
     *
     * @param file where the model is from, for messages
     * @param dt seconds of a step where none of the model's nodes say
     * @throws FileFormatException where NIR cannot say it: file, node, expected, found
     */
    public static NirExport of(Object file, Model model, float dt) throws FileFormatException {
        return new NirNodes(file, model, dt).export();
    }
}
