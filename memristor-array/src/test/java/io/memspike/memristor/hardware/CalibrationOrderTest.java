package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.internal.FullScale;
import io.memspike.memristor.device.FormedRram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Full scales of converters, found side by side on parts of a graph, are those found one by one on all of it. */
class CalibrationOrderTest {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final Hardware HARDWARE = Hardware.WHOLE.with(new ConverterPlan(6, 0, 0, 0.9));

    @Test
    void shouldFindRangesOfBranchesAsOneByOne() {
        final Graph branches = new GraphBuilder()
                .input("in", Shape.vector(6))
                .node("left", new Linear(5, 0.02f, false), "in")
                .node("right", new Linear(5, 0.02f, false), "in")
                .node("deeper", new Linear(5, 0.02f, false), "right")
                .node("both", new Linear(4, 0.02f, false), "left", "deeper")
                .node("out", Integrator.readout(1f), "both")
                .build("out");

        final Map<String, Double> found = found(branches);

        assertEquals(oneByOne(branches), found);
        assertEquals(4, found.size());
    }

    @Test
    void shouldFindRangesWithinALoopAsOneByOne() {
        final Graph loop = new GraphBuilder()
                .input("in", Shape.vector(6))
                .node("first", new Linear(5, 0.02f, false), "in")
                .node("second", new Linear(5, 0.02f, false), "first")
                .node("third", new Linear(5, 0.02f, false), "second")
                .edge(Edge.delayed("third", "second", 1))
                .node("out", Integrator.readout(1f), "second")
                .build("out");

        final Map<String, Double> found = found(loop);

        assertEquals(oneByOne(loop), found);
        assertTrue(found.values().stream().noneMatch(range -> range == 1), found::toString);
    }

    private static Map<String, Double> found(Graph graph) {
        return ConverterCalibration.of(placed(graph).quiet(), Map.of(), CalibrationOrderTest::show, 3)
                .columns();
    }

    /** Obvious and slow: the whole graph for each matrix, in the order of the schedule. */
    private static Map<String, Double> oneByOne(Graph graph) {
        final Map<String, Double> columns = new LinkedHashMap<>();
        for (final String name : graph.schedule().order()) {
            if (!(graph.node(name).kind() instanceof MatrixKind)) {
                continue;
            }
            final Placed before = placed(graph).quiet().with(new FullScales(columns, Map.of(), 3));
            final List<Float> sums = new ArrayList<>();
            final Session session = Network.of(
                            graph,
                            (node, matrix) -> node.name().equals(name)
                                    ? before.observed(node, matrix, (row, positions, width, tile, read) -> {
                                        for (int i = 0; i < positions * width; i++) {
                                            sums.add(row[i]);
                                        }
                                    })
                                    : before.connect(node, matrix),
                            KERNELS)
                    .newSession();
            show(session);
            sums.removeIf(sum -> sum == 0f);
            final float[] all = new float[sums.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = sums.get(i);
            }
            columns.put( // silent ones have a range of 1
                    name,
                    all.length == 0
                            ? 1
                            : FullScale.ofQuantile(
                                            all,
                                            all.length,
                                            HARDWARE.converters().quantile())
                                    * HARDWARE.unit(Matrix.of(graph, name)));
        }
        return columns;
    }

    private static void show(Session session) {
        for (int sample = 0; sample < 3; sample++) {
            session.reset(sample);
            for (int step = 0; step < 4; step++) {
                final SpikeList input = new SpikeList(6);
                for (int i = 0; i < 6; i++) {
                    if ((i + sample) % (step + 2) == 0) {
                        input.add(i, 1f + i * 0.25f - step);
                    }
                }
                session.step(input);
            }
        }
    }

    private static Placed placed(Graph graph) {
        return new Placement(HARDWARE, 3)
                .on(
                        graph,
                        new Weights() {
                            @Override
                            public Synapses exact(Node node, Matrix matrix) {
                                return WeightedSynapses.of(
                                        matrix, cells(node, matrix).effectiveWeights(), KERNELS);
                            }

                            @Override
                            public MemristorArray cells(Node node, Matrix matrix) {
                                return MemristorArray.program(
                                        matrix, FormedRram.prime(), 5, graph.position(node.name()));
                            }
                        },
                        KERNELS);
    }
}
