package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import java.util.List;

/**
 * A graph of NIR as a model that runs, trains and lies on hardware like any other. Nodes keep their names; outputs are the
 * nodes that lead to one. What a type becomes:
 *
 * <ul>
 *   <li>Linear, Affine: {@code linear}; Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Scale, Threshold, Delay, IF, LI: the
 *       kind of that name; LIF: {@code lifNir}; CubaLIF: {@code cubaLif}
 *   <li>CubaLI: two {@code li}, the first named {@code NODE.synapse}
 *   <li>I: {@code integrator}, behind a {@code scale} named {@code NODE.r}
 *   <li>an Output into which several edges lead: {@code concat} of one port, which adds up
 * </ul>
 *
 * @param model graph and tensors
 * @param by how it was made
 * @param notes what is odd and does not matter, a line each
 */
public record NirModel(Model model, Discretisation by, List<String> notes) {
    public NirModel {
        notes = List.copyOf(notes);
    }

    /**
     * Makes a model.
     *
     * @throws FileFormatException where nodes do not fit each other, or the discretisation: file, node, expected, found
     */
    public static NirModel of(NirGraph graph, Discretisation by) throws FileFormatException {
        return new NirConversion(graph, by).model();
    }
}
