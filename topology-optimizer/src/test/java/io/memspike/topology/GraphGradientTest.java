package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.loss.SquaredError;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Gradients of all that is learnt in random smooth graphs against differences of a twin in double precision. */
class GraphGradientTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int STEPS = 4;
    private static final int SAMPLES = 3;

    /**
     * A float sum of n terms is within n · 2⁻²⁴ of the sum of their magnitudes (Higham 2002, eq. 3.5). The longest way here
     * is some ten nodes, forward and back, of four steps, with at most some thirty terms each: n below 2 · 10 · 4 · 30; of
     * magnitudes the largest gradient of the graph stands for all.
     */
    static final double TOLERANCE = 2 * 10 * STEPS * 30 * 0x1p-24;

    private static final int PROBES = 4; // elements of each tensor

    @Property(tries = 150)
    void shouldGiveTheSlopesOfASmoothGraph(@ForAll long seed) {
        check(RandomGraph.of(seed, RandomGraph.Content.SMOOTH, false), seed);
    }

    @Property(tries = 150)
    void shouldGiveTheSlopesOfASmoothGraphWithNorms(@ForAll long seed) {
        check(RandomGraph.of(seed, RandomGraph.Content.SMOOTH, true), seed);
    }

    private static void check(Graph graph, long seed) {
        final FixedSamples samples = new FixedSamples(new Shape(2, 4, 4), STEPS, SAMPLES, RandomGraph.OUTS);
        check(graph, samples, RandomGraph.learners(graph, seed), seed);
    }

    /** Checks a graph whose output is {@link RandomGraph#OUT}. */
    static void check(Graph graph, Samples samples, Learners learners, long seed) {
        final GraphTwin twin = new GraphTwin(graph, samples, learners);
        final double loss = twin.loss();
        final Trainer.Task task = Trainer.Task.of(
                graph, learners, new SquaredError(RandomGraph.OUT), new CrossEntropy(RandomGraph.OUT, Loss.MEAN));
        final TrainingConfig config = TrainingConfig.adam(1, samples.size(), 1e-3, 0, 0, seed);
        try (Trainer trainer = new Trainer(task, samples, config, SELECTED, 2, 0)) {
            final Trainer.BatchResult result = trainer.batch();
            assertEquals(loss, result.mean(0) + result.mean(1), TOLERANCE * Math.max(1, loss), graph::toString);
        }

        final RandomStream random = RandomStream.of(seed, "probes");
        final Map<String, double[]> slopes = new LinkedHashMap<>(); // by element: expected, found
        double largest = 0;
        for (final String tensor : learners.learnt().keySet()) {
            // of the first moment an update makes 0.9 · 0 + 0.1 · gradient
            final float[] moment = learners.learnt().get(tensor).adam().firstMoment();
            for (int probe = 0; probe < PROBES; probe++) {
                final int element = random.nextInt(moment.length);
                final double slope = twin.slope(tensor, element);
                slopes.put(tensor + " " + element, new double[] {slope, moment[element] / (1 - 0.9)});
                largest = Math.max(largest, Math.abs(slope));
            }
        }
        final double tolerance = TOLERANCE * Math.max(1, largest);
        slopes.forEach((name, pair) -> assertEquals(pair[0], pair[1], tolerance, () -> name + " of " + graph));
    }
}
