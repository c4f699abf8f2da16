package io.memspike.tasks.nir;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.interchange.nir.NirGraph;
import io.memspike.interchange.nir.NirModel;
import io.memspike.tasks.network.RateReadout;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file in NIR as a model and a network.
 *
 * @param file the file
 * @param nir what it became
 */
record NirNetwork(Path file, NirModel nir) {
    static NirNetwork read(Path file, NirTime time) throws IOException {
        final NirGraph graph = NirGraph.read(file);
        return new NirNetwork(file, NirModel.of(graph, time.discretisation(graph)));
    }

    /** The same with a mean over time behind what fires at its output. */
    NirNetwork counting() {
        return new NirNetwork(file, new NirModel(RateReadout.of(nir.model()), nir.by(), nir.notes()));
    }

    Model model() {
        return nir.model();
    }

    /** Shape of its only input. */
    Shape input() throws FileFormatException {
        try {
            return model().graph().input();
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }

    /** With exact weights. */
    Network network(Kernels kernels) throws FileFormatException {
        final Model model = model();
        try {
            return Network.of(
                    model.graph(),
                    model.tensors(),
                    (node, matrix) -> WeightedSynapses.of(matrix, model.weights(node.name()), kernels),
                    kernels);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }
}
