package io.memspike.tasks;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import java.util.List;

/** The classifiers of PRIME (Wang et al., arXiv 2407.18625), for events of any shape and number of classes. */
public final class Networks {
    /** Factor from microsiemens to weight. */
    private static final float MEMRISTOR_SCALE = 0.01f;

    private static final Integrator READOUT = Integrator.readout(0.1f);

    private Networks() {}

    /** A network by name; trained weights need no scale. */
    public static Graph graph(String name, Mode mode, Shape input, int classes) {
        final float scale = mode == Mode.PRUNE ? MEMRISTOR_SCALE : 1f;
        requireKnown(name);
        return Graph.chain(input, name.equals("conv") ? conv(scale, classes) : mlp(scale, classes));
    }

    static void requireKnown(String name) {
        if (!"conv".equals(name) && !"mlp".equals(name)) {
            throw new IllegalArgumentException("network: expected conv or mlp, found '" + name + "'");
        }
    }

    private static List<Kind> conv(float scale, int classes) {
        final Lif lif = new Lif(0.2f, 0.2f, 0.1f);
        final AvgPool pool = new AvgPool(2);
        return List.of(
                new Conv2d(12, 5, 1, 1, scale),
                lif,
                pool,
                new Conv2d(64, 5, 1, 0, scale),
                lif,
                pool,
                new Linear(classes, scale),
                READOUT,
                new Mean());
    }

    private static List<Kind> mlp(float scale, int classes) {
        final Lif lif = new Lif(0.2f, 0.5f, 0.1f);
        return List.of(
                new Linear(250, scale),
                lif,
                new Linear(250, scale),
                lif,
                new Linear(classes, scale),
                READOUT,
                new Mean());
    }
}
