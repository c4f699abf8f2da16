package io.memspike.tasks;

import io.memspike.core.Synapses;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Substrate;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.ConvertedSynapses;
import java.util.List;

/** Connects nodes whose columns something reads. Thread-safe. */
public interface ReadWiring {
    /**
     * A node's synapses.
     *
     * @param node the node
     * @param matrix what it is, at its place
     * @param readout what stands between its columns' sums and its currents
     */
    Synapses connect(Node node, Matrix matrix, ColumnReadout readout);

    /** Number of columns of each of a matrix's tiles. */
    List<Integer> columns(Matrix matrix);

    /** Effective weight that a sum of 1 stands for. */
    double unit(Matrix matrix);

    /** Nodes that are one tile each and sum effective weights. */
    static ReadWiring ofWholeLayers(Substrate exact) {
        return new ReadWiring() {
            @Override
            public Synapses connect(Node node, Matrix matrix, ColumnReadout readout) {
                final Synapses synapses = exact.connect(node, matrix);
                return readout == ColumnReadout.EXACT ? synapses : new ConvertedSynapses(synapses, readout);
            }

            @Override
            public List<Integer> columns(Matrix matrix) {
                return List.of(matrix.out());
            }

            @Override
            public double unit(Matrix matrix) {
                return 1;
            }
        };
    }
}
