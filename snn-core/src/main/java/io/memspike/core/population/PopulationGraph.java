package io.memspike.core.population;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.population.internal.GraphSynapses;
import io.memspike.core.population.internal.SpikeWriter;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A {@link PopulationPlan} as a graph that an ordinary session runs: the same neurons, synapses, starts and outer spikes as
 * {@link PopulationNetwork}, for whatever graphs can be and populations cannot. Slower, and every connection takes some forty bytes, so for
 * up to a few million. Sums come in another order, so potentials differ in their last bits, and single spikes in the long run.
 *
 * <p>Nodes: {@code input}, outer spikes as counts; {@code outer}, their weights; {@code p0}, {@code p1}, …, the projections, in which several
 * synapses of the same ends are one; {@code excitatory} and {@code inhibitory}, drives of exponential synapses; {@code n}, the neurons.
 *
 * @param plan what it is
 * @param graph its graph
 * @param tensors by name, {@code node.tensor}. Not to be modified.
 */
public record PopulationGraph(PopulationPlan plan, Graph graph, Map<String, float[]> tensors) {
    private static final String INPUT = "input";
    private static final String NEURONS = "n";

    /** The graph of a plan. */
    public static PopulationGraph of(PopulationPlan plan) {
        return new Building(plan).graph();
    }

    /**
     * Runs it from its start, on one thread.
     *
     * @param kernels inner loops; they change no bit
     * @param steps how many
     * @param progress told of the steps done so far
     * @return all spikes
     */
    public SpikeRecord run(Kernels kernels, int steps, IntConsumer progress) {
        final Session session = Network.of(
                        graph,
                        tensors,
                        (node, matrix) -> WeightedSynapses.of(matrix, tensors.get(node.name() + ".weight"), kernels),
                        kernels)
                .newSession();
        session.reset(0);
        final OuterSpikes outer = OuterSpikes.of(plan);
        final float[] counts = new float[plan.neurons()];
        final SpikeList entering = new SpikeList(plan.neurons());
        final int[] fired = new int[plan.neurons()];
        final SpikeWriter written = new SpikeWriter();
        for (int step = 0; step < steps; step++) {
            Arrays.fill(counts, 0f);
            outer.count(step, counts);
            entering.compact(counts, counts.length);
            session.step(entering);
            final float[] spikes = session.answer();
            int n = 0;
            for (int j = 0; j < fired.length; j++) {
                if (spikes[j] != 0) {
                    fired[n++] = j;
                }
            }
            written.step(fired, n);
            progress.accept(step + 1);
        }
        return SpikeWriter.merged(List.of(written), steps);
    }

    /** Number of connections of all projections. */
    public long synapses() {
        return projections().mapToLong(sparse -> sparse.connections().count()).sum();
    }

    /** Connections that spikes have gone through when all steps of a run are done. */
    public long synapticEvents(SpikeRecord spikes) {
        final List<Sparse> all = projections().toList();
        long events = 0;
        for (int p = 0; p < all.size(); p++) {
            final long[] targets = new long[plan.neurons()];
            for (final int source : all.get(p).connections().from()) {
                targets[source]++;
            }
            final int last = spikes.steps() - plan.projections().get(p).delaySteps();
            for (int s = 0; s < (last > 0 ? spikes.starts()[last] : 0); s++) {
                events += targets[spikes.neurons()[s]];
            }
        }
        return events;
    }

    private Stream<Sparse> projections() {
        return IntStream.range(0, plan.projections().size())
                .mapToObj(p -> (Sparse) graph.node("p" + p).kind());
    }

    /** A graph as it comes together. */
    private static final class Building {
        private final PopulationPlan plan;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();
        private final Map<String, float[]> tensors = new LinkedHashMap<>();

        Building(PopulationPlan plan) {
            this.plan = plan;
        }

        PopulationGraph graph() {
            final int n = plan.neurons();
            nodes.add(new Node(INPUT, new Input(Shape.vector(n))));
            neurons();
            final NeuronModel.Exponential exponential =
                    plan.model() instanceof NeuronModel.Exponential model ? model : null;
            if (exponential != null) {
                drive("excitatory", exponential.tauExcitatory());
            }
            if (plan.projections().stream()
                    .anyMatch(projection -> target(projection.weight()).equals("inhibitory"))) {
                drive("inhibitory", exponential.tauInhibitory());
            }
            final int[] each = IntStream.range(0, n).toArray();
            final float[] weights = new float[n];
            Arrays.fill(
                    weights, plan.outer() == null ? 1f : (float) plan.outer().weight());
            synapses("outer", Edge.of(INPUT, "outer"), new Connections(each, each), weights, target(1));
            for (int p = 0; p < plan.projections().size(); p++) {
                final Projection projection = plan.projections().get(p);
                final String name = "p" + p;
                // a spike that jumps onto the potential is there in the step in which it arrives, a drive one later
                final int early = exponential == null ? 1 : 0;
                final GraphSynapses drawn = GraphSynapses.of(plan, p, projection.delaySteps() - early);
                final Edge edge = early == 0 ? Edge.of(NEURONS, name) : Edge.delayed(NEURONS, name, early);
                synapses(name, edge, drawn.connections(), drawn.weights(), target(projection.weight()));
            }
            return new PopulationGraph(plan, new Graph(nodes, edges, List.of(NEURONS)), tensors);
        }

        private String target(double weight) {
            if (plan.model() instanceof NeuronModel.Exponential) {
                return weight > 0 ? "excitatory" : "inhibitory";
            }
            return NEURONS;
        }

        private void neurons() {
            final NeuronModel model = plan.model();
            final double rest = model instanceof NeuronModel.Exponential e ? e.leak() : 0;
            final double tau = model instanceof NeuronModel.Exponential e ? e.tau() : ((NeuronModel.Delta) model).tau();
            nodes.add(new Node(
                    NEURONS,
                    new LifNir(
                            (float) plan.stepMillis(),
                            Per.ELEMENT,
                            Integration.EXPONENTIAL,
                            Reset.VALUE,
                            Spikes.ONE,
                            Start.VALUE,
                            true,
                            Surrogate.PRIME)));
            each("tau", tau);
            each("r", -1 / StrictMath.expm1(-plan.stepMillis() / tau)); // what enters is added as it is
            each("vLeak", 0);
            each("vThreshold", model.threshold() - rest);
            each("vReset", model.reset() - rest);
            each("refractory", plan.refractorySteps());
            final float[] start = new float[plan.neurons()];
            for (int j = 0; j < start.length; j++) {
                start[j] = plan.startOf(j);
            }
            tensors.put(NEURONS + ".vStart", start);
        }

        private void each(String name, double value) {
            final float[] all = new float[plan.neurons()];
            Arrays.fill(all, (float) value);
            tensors.put(NEURONS + "." + name, all);
        }

        /** A drive is what it adds to a potential in its next step, which is when neurons take it. */
        private void drive(String name, double tau) {
            final double membrane = ((NeuronModel.Exponential) plan.model()).tau();
            final double keep = StrictMath.exp(-plan.stepMillis() / tau);
            final double carried = tau / (tau - membrane) * (keep - StrictMath.exp(-plan.stepMillis() / membrane));
            nodes.add(new Node(name, new Li((float) plan.stepMillis(), Per.ONE, Integration.EXPONENTIAL, Start.ZERO)));
            tensors.put(name + ".tau", new float[] {(float) tau});
            tensors.put(name + ".r", new float[] {(float) (carried / (1 - keep))});
            tensors.put(name + ".vLeak", new float[1]);
            edges.add(Edge.delayed(name, NEURONS, 1));
        }

        private void synapses(String name, Edge into, Connections connections, float[] weights, String to) {
            nodes.add(new Node(name, new Sparse(plan.neurons(), connections)));
            tensors.put(name + ".weight", weights);
            edges.add(into);
            edges.add(Edge.of(name, to));
        }
    }
}
