package io.memspike.serve.array;

import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.serve.model.Kept;
import io.memspike.serve.model.ServedModels;
import io.memspike.serve.site.RefusedException;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arrays of the models that are served, the last few of them kept. Thread-safe. */
final class ServedArrays {
    private static final int KEPT = 4;
    private static final long MOST_CELLS = 16_000_000;

    private final ServedModels models;
    private final Kept<ArrayQuery, MemristorArray> kept = new Kept<>(KEPT);

    /**
     * A layer with weights.
     *
     * @param node its name
     * @param kind its kind
     * @param rows of its matrix
     * @param columns of its matrix
     * @param positions at which the matrix is applied
     */
    record Layer(String node, String kind, int rows, int columns, int positions) {}

    ServedArrays(ServedModels models) {
        this.models = models;
    }

    /** Layers with weights of all models, by the models' names. */
    Map<String, List<Layer>> layers() {
        final Map<String, List<Layer>> layers = new LinkedHashMap<>();
        for (final ServedModels.Served served : models.all()) {
            layers.put(
                    served.name(),
                    served.model().graph().nodesOf(MatrixKind.class).stream()
                            .map(node -> layer(served, node.name()))
                            .toList());
        }
        return layers;
    }

    private static Layer layer(ServedModels.Served served, String node) {
        final Matrix matrix = Matrix.of(served.model().graph(), node);
        final Unfolding unfolding = matrix.unfolding();
        return new Layer(node, matrix.type(), unfolding.rows(), unfolding.columns(), unfolding.positions());
    }

    /**
     * An array.
     *
     * @throws RefusedException where there is no such model, or no such layer of it
     */
    MemristorArray of(ArrayQuery asked) throws Exception {
        return kept.of(asked, () -> make(asked));
    }

    private MemristorArray make(ArrayQuery asked) throws IOException {
        final ServedModels.Served served = models.of(asked.model());
        final List<String> nodes =
                layers().get(asked.model()).stream().map(Layer::node).toList();
        if (!nodes.contains(asked.node())) {
            throw RefusedException.notFound(
                    "node: expected one of " + String.join(", ", nodes) + ", found " + asked.node());
        }
        final Matrix matrix = Matrix.of(served.model().graph(), asked.node());
        final long cells = 2L * matrix.unfolding().rows() * matrix.unfolding().columns();
        if (cells > MOST_CELLS) {
            throw new IllegalArgumentException(
                    "node: expected a layer of at most " + MOST_CELLS + " cells, found " + cells);
        }
        return asked.cells().of(ModelNetwork.array(served.model(), asked.node(), matrix), asked.seed());
    }

    /** What rows and columns of a layer mean. */
    CellPlace place(ArrayQuery asked) {
        return new CellPlace(models.of(asked.model()).model().graph(), asked.node());
    }
}
