package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.norm.Affine;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.kind.shape.Scan;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.core.kind.token.Attention;
import io.memspike.core.kind.token.Embedding;
import io.memspike.core.run.Steps;
import io.memspike.topology.gradient.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every kind by itself: training goes through it, and its slopes are those of a twin in doubles. */
class KindGradientTest {
    private static final Shape MAP = new Shape(4, 4, 6);
    private static final Shape LINE = new Shape(4, 1, 9);
    private static final Shape VECTOR = Shape.vector(12);
    private static final int STEPS = 5;

    /** Kinds that have no gradient, and why. */
    private static final Map<String, String> WITHOUT = Map.of();

    /** Kinds whose output is no smooth function; {@link NeuronSlopesTest}, {@link QuantiserTest} and {@link GraphTrainingTest} look at them. */
    private static final Set<String> SPIKING =
            Set.of("adaptiveLif", "choice", "cubaLif", "if", "lif", "lifNir", "loihiLif", "quantiser", "threshold");

    private record Case(Kind kind, Shape shape) {}

    private static List<Case> cases() {
        final List<Case> cases = new ArrayList<>();
        final Size kernel = new Size(3, 2);
        final Size stride = new Size(2, 1);
        final Size padding = new Size(1, 0);
        add(cases, VECTOR, new Linear(7, 1f, true), new Unflatten(3, 2, 2), new Integrator(0.5f, 0.1f), new Mean());
        add(cases, LINE, new Conv1d(6, 3, 2, 1, 2, 2, 1f, true));
        add(cases, MAP, new Sparse(5, new Connections(new int[] {95, 0, 7}, new int[] {4, 1, 0}, new int[] {2, 0, 7})));
        add(cases, MAP, new Sparse(2, new Connections(new int[] {3, 0}, new int[] {1, 0}), 1f, true));
        add(cases, MAP, new Conv2d(3, 3, 1, 1, 1f), new ConvTranspose2d(3, 3, 2, 1, 1, 1f));
        add(cases, MAP, new Conv2d(6, kernel, stride, padding, new Size(1, 2), 2, 1f, true));
        add(cases, MAP, new ConvTranspose2d(5, kernel, stride, padding, new Size(1, 0), 1f, true));
        for (final Per per : Per.values()) {
            add(cases, MAP, new Affine(per), new Scale(per), new Delay(per));
            for (final Integration how : Integration.values()) {
                add(cases, MAP, new Li(0.5f, per, how, Start.values()[per.ordinal()]));
            }
        }
        for (final Activation.Function function : Activation.Function.values()) {
            if (function != Activation.Function.SIGN) { // no smooth function; SignTrainingTest looks at it
                add(cases, VECTOR, new Activation(function, 1.5f));
            }
        }
        add(cases, MAP, new BatchNorm(1e-2f, true), new BatchNorm(1e-2f, false), new TdBatchNorm(1f, 0.5f, 1e-2f));
        add(cases, MAP, new LayerNorm(1e-2f, true), new LayerNorm(1e-2f, false), new Mean(Mean.Over.POSITIONS));
        add(cases, MAP, new Mean(Mean.Over.FIRST));
        add(cases, MAP, new AvgPool(2), new AvgPool(kernel, stride, padding), new SumPool(kernel, stride, padding));
        add(cases, MAP, new MaxPool(kernel, stride, padding), new Flatten(), new Concat(1), new Concat(3));
        add(cases, MAP, new Upsample(new Size(2, 3), Upsample.Mode.NEAREST));
        add(cases, MAP, new Upsample(new Size(3, 2), Upsample.Mode.BILINEAR));
        add(cases, MAP, new Upsample(new Size(3, 2), Upsample.Mode.CORNERS), new Pad(), new Scan());
        add(cases, MAP, new Attention(2, false), new Attention(1, true));
        add(cases, LINE, new Linear(5, 1f, true, true));
        add(cases, new Shape(1, 1, 9), new Embedding(5, 3), new Embedding(9, 3, Embedding.Of.POSITION, false));
        return cases;
    }

    private static void add(List<Case> cases, Shape shape, Kind... kinds) {
        for (final Kind kind : kinds) {
            cases.add(new Case(kind, shape));
        }
    }

    /** The project's own, without those that tests make up. */
    private static Set<String> kinds() {
        final Set<String> kinds = new TreeSet<>();
        Steps.known().kinds().forEach((name, kind) -> {
            if (kind.getName().startsWith("io.memspike.core.")) {
                kinds.add(name);
            }
        });
        return kinds;
    }

    @Test
    void shouldGoThroughEveryKind() {
        for (final String kind : kinds()) {
            assertTrue(Gradients.known().kinds().contains(kind) != WITHOUT.containsKey(kind), kind);
        }
    }

    @Test
    void shouldLookAtEveryKind() {
        final Set<String> seen = new TreeSet<>(SPIKING);
        cases().forEach(each -> seen.add(each.kind().type()));
        seen.addAll(WITHOUT.keySet());

        assertEquals(kinds(), seen);
    }

    /** Whole numbers, as tokens are. */
    private record Tokens(FixedSamples from, int entries) implements Samples {
        @Override
        public int size() {
            return from.size();
        }

        @Override
        public Shape shape() {
            return from.shape();
        }

        @Override
        public int steps() {
            return from.steps();
        }

        @Override
        public void target(int sample, Target into) {
            from.target(sample, into);
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.clear();
            final RandomStream random = RandomStream.of(3, "tokens", sample);
            for (int t = 0; t < steps(); t++) {
                for (int i = 0; i < shape().size(); i++) {
                    final int entry = random.nextInt(entries);
                    if (entry > 0) {
                        into.step(t).add(i, entry);
                    }
                }
            }
        }
    }

    /** The kind between a factor and a term for each input, and a read-out. */
    private static Graph graph(Case each) {
        final boolean isToken = each.kind() instanceof Embedding;
        final List<Node> nodes = new ArrayList<>(List.of(new Node("input", new Input(each.shape()))));
        final List<Edge> edges = new ArrayList<>();
        if (!isToken) {
            nodes.add(new Node("in", new Affine(Per.ELEMENT)));
            edges.add(Edge.of("input", "in"));
        }
        nodes.add(new Node("k", each.kind()));
        for (int port = 0; port < each.kind().ports(); port++) {
            edges.add(Edge.of(isToken ? "input" : "in", "k").into(port));
        }
        nodes.add(new Node("end", new Linear(RandomGraph.OUTS, 1f, true)));
        nodes.add(new Node(RandomGraph.OUT, new Integrator(0.8f, 1f)));
        edges.add(Edge.of("k", "end"));
        edges.add(Edge.of("end", RandomGraph.OUT));
        return new Graph(nodes, edges, List.of(RandomGraph.OUT));
    }

    @Test
    void shouldGiveTheSlopesOfEverySmoothKind() {
        for (final Case each : cases()) {
            final FixedSamples samples = new FixedSamples(each.shape(), STEPS, 3, RandomGraph.OUTS);
            for (long seed = 1; seed <= 3; seed++) {
                GraphGradientTest.check(
                        graph(each),
                        each.kind() instanceof Embedding tokens ? new Tokens(samples, tokens.entries()) : samples,
                        learners(graph(each), seed),
                        seed);
            }
        }
    }

    /** All that can be learnt is. */
    private static Learners learners(Graph graph, long seed) {
        final Learners learners = RandomGraph.learners(graph, seed);
        final List<String> asked = new ArrayList<>();
        for (final Node node : graph.nodes()) {
            for (final String tensor : Gradients.known().learnable(node)) {
                if (learners.others().containsKey(node.name() + "." + tensor)) {
                    asked.add(node.name() + "." + tensor);
                }
            }
        }
        return learners.learning(asked.toArray(String[]::new));
    }
}
