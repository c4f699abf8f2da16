package io.memspike.memristor.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.TokenDrive;
import io.memspike.memristor.tile.ArrayGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;

/** Energy of networks whose signals are activations, and of samples that stand still. */
class GradedEnergyTest {
    private static final Activation RELU = new Activation(Activation.Function.RELU, 1f);
    private static final ScalarKernels KERNELS = new ScalarKernels();

    private static EnergyModel model(Graph graph, boolean isStill) {
        return new EnergyModel(
                graph, EnergyModelTest.placed(graph), EnergyModelTest.HARDWARE, EnergyConstants.builtIn(), isStill);
    }

    /** All weights are 1. */
    private static Network network(Graph graph) {
        return Network.of(
                graph,
                (node, matrix) -> {
                    final float[] ones = new float[matrix.weights()];
                    Arrays.fill(ones, 1f);
                    return WeightedSynapses.of(matrix, ones, KERNELS);
                },
                KERNELS);
    }

    private static SpikeList list(float... values) {
        final SpikeList list = new SpikeList(values.length);
        list.compact(values, values.length);
        return list;
    }

    private static EnergyReport report(Graph graph, boolean isStill, int steps, float... input) {
        final EnergyModel model = model(graph, isStill);
        final Session session = network(graph).newSession();
        final InferenceWork work = model.newWork();
        session.reset(0);
        for (int t = 0; t < steps; t++) {
            session.step(list(input));
            model.newCounter().count(session, work);
        }
        return model.report(work, 1);
    }

    /** One layer behind a quantiser of 2 bits: levels 0, 1, 2 and 3 of what is 0 to 3 by some scale. */
    private static Graph quantised() {
        return Graph.chain(Shape.vector(4), List.of(new Quantiser(2, false), new Linear(2, 1f)));
    }

    @Example
    void shouldTakeAsMuchWhateverTheScaleOfActivations() {
        final ArrayEnergy small =
                report(quantised(), false, 1, 0f, 0.25f, 0.5f, 0.75f).array();
        final ArrayEnergy large =
                report(quantised(), false, 1, 0f, 16f, 32f, 48f).array();

        for (final EnergyComponent component : EnergyComponent.values()) {
            assertEquals(small.joules(component), large.joules(component), 1e-24, component.toString());
        }
        assertEquals(small.seconds(), large.seconds(), 1e-18);
    }

    @Example
    void shouldComeToTheEnergyOfActivationsByHand() {
        final EnergyReport found = report(quantised(), false, 1, 0f, 16f, 32f, 48f);
        final MemristorArray array = EnergyModelTest.array(
                Matrix.of(quantised(), quantised().nodesOf(Linear.class).get(0).name()), 1);
        final double[] plus = array.positiveSiemens();
        final double[] minus = array.negativeSiemens();

        // three of four rows are driven, for 1/3, 2/3 and all of a pulse; weights [output][input] 0, 3 and 6 are
        // disconnected
        final double siemens =
                (plus[1] + minus[1] + plus[5] + minus[5]) / 3 + (plus[2] + minus[2]) * 2 / 3 + plus[7] + minus[7];
        assertEquals(0.04 * 10e-9 * siemens, found.array().joules(EnergyComponent.CELLS), 1e-21);
        assertEquals(3 * 512 * 0.2e-15 * 0.81, found.array().joules(EnergyComponent.DRIVERS), 1e-24);
        assertEquals(3 * 0.03e-12 * 2 / 8, found.array().joules(EnergyComponent.DAC), 1e-24); // 2 bits of 8
        assertEquals(2 * 4.4e-15 * 256, found.array().joules(EnergyComponent.ADC), 1e-24);
        assertEquals(10e-9 + 2 * 8 / 100e6, found.array().seconds(), 1e-18);
        final double quantiser = 4 * (3 * 0.9e-12 + 2 * 3.7e-12);
        assertEquals(quantiser, found.array().joules(EnergyComponent.NEURONS), 1e-24);
        // three activations reach two outputs, each with a multiplication and an addition
        assertEquals(6 * 4.6e-12 + quantiser, found.eventDriven().joules(), 1e-24);
        assertEquals(8 * 4.6e-12 + quantiser, found.dense().joules(), 1e-24);
        assertEquals(3, found.layers().get(0).counts().spikes());
    }

    @Example
    void shouldTellActivationsFromEventsByWhatStandsBefore() {
        final Lif neurons = new Lif(0.2f, 0.2f, 0.1f);
        final Quantiser four = new Quantiser(4, true);
        assertEquals(new Entering(false, 8), entering(new Flatten()));
        assertEquals(new Entering(false, 8), entering(neurons, new MaxPool(Size.of(2), Size.of(2), Size.of(0))));
        assertEquals(new Entering(false, 8), entering(neurons, new AvgPool(2), new Flatten()));
        assertEquals(new Entering(true, 8), entering(RELU));
        assertEquals(
                new Entering(true, 4),
                entering(RELU, four, new MaxPool(Size.of(2), Size.of(2), Size.of(0)), new Flatten()));
        assertEquals(new Entering(true, 8), entering(four, new AvgPool(2))); // between levels
    }

    private static Entering entering(Kind... before) {
        final List<Kind> kinds = new ArrayList<>(List.of(before));
        kinds.add(new Linear(2, 1f));
        return Entering.into(Graph.chain(new Shape(1, 4, 4), kinds), String.valueOf(before.length));
    }

    /** A layer, an activation and a layer that also hears itself. */
    private static Graph recurrent() {
        return new Graph(
                List.of(
                        new Node("input", new Input(Shape.vector(3))),
                        new Node("front", new Linear(4, 1f)),
                        new Node("act", RELU),
                        new Node("loop", new Linear(2, 1f)),
                        new Node("hidden", RELU),
                        new Node("back", new Linear(2, 1f))),
                List.of(
                        Edge.of("input", "front"),
                        Edge.of("front", "act"),
                        Edge.of("act", "loop"),
                        Edge.of("loop", "hidden"),
                        new Edge("hidden", "back", 0, 1, false),
                        Edge.of("back", "hidden")),
                List.of("hidden"));
    }

    @Example
    void shouldComputeOnceWhatStandsStill() {
        final EnergyReport once = report(recurrent(), true, 1, 1f, 2f, 1f);
        final EnergyReport still = report(recurrent(), true, 4, 1f, 2f, 1f);
        final EnergyReport moving = report(recurrent(), false, 4, 1f, 2f, 1f);

        assertEquals(4, still.meanSteps());
        for (int layer = 0; layer < 2; layer++) { // front, and what enters the loop
            final LayerEnergy first = once.layers().get(layer);
            final LayerEnergy all = still.layers().get(layer);
            assertEquals(first.counts().conversions(), all.counts().conversions());
            assertEquals(first.counts().synapticOperations(), all.counts().synapticOperations());
            assertEquals(
                    first.array().joules(EnergyComponent.CELLS), all.array().joules(EnergyComponent.CELLS));
            assertEquals(
                    4 * first.counts().conversions(),
                    moving.layers().get(layer).counts().conversions());
        }
        final LayerEnergy front = once.layers().get(0);
        assertEquals(front.array().joules(), still.layers().get(0).array().joules());
        assertEquals(front.dense().joules(), still.layers().get(0).dense().joules());
        assertEquals(4 * front.dense().joules(), moving.layers().get(0).dense().joules(), 1e-24);
        // the activation and the sum behind the loop move, though what enters it does not
        assertEquals(
                moving.layers().get(1).array().joules(EnergyComponent.NEURONS),
                still.layers().get(1).array().joules(EnergyComponent.NEURONS),
                1e-24);
        assertEquals(
                4 * once.layers().get(2).counts().conversions(),
                still.layers().get(2).counts().conversions());
    }

    @Example
    void shouldSayWhatItRestsOn() {
        final String graded = String.join("\n", model(recurrent(), true).assumptions());
        assertTrue(graded.contains("front, loop see the same at all steps of a sample"), graded);
        assertTrue(graded.contains("the largest activation of a step is a pulse"), graded);
        final String events = String.join(
                "\n",
                model(Graph.chain(Shape.vector(3), List.of(new Linear(2, 1f))), false)
                        .assumptions());
        assertTrue(!events.contains("see the same") && !events.contains("activation"), events);
    }

    /** A connection of four inputs and two outputs, behind tokens that each have a range of their own. */
    private static EnergyReport byTokens(Placed placed, float... input) {
        return byTokens(placed, EnergyModelTest.HARDWARE, input);
    }

    private static EnergyReport byTokens(Placed placed, ArrayHardware hardware, float... input) {
        final EnergyModel model = new EnergyModel(placed.graph(), placed, hardware, EnergyConstants.builtIn(), false);
        final Session session = network(placed.graph()).newSession();
        final InferenceWork work = model.newWork();
        session.reset(0);
        session.step(list(input));
        model.newCounter().count(session, work);
        return model.report(work, 1);
    }

    @Example
    void shouldComeToTheEnergyOfTokensByHand() {
        final Graph graph = Graph.chain(new Shape(4, 1, 2), List.of(RELU, new Linear(2, 1f, false, true)));
        final String node = graph.nodesOf(Linear.class).get(0).name();
        final Matrix matrix = Matrix.of(graph, node);
        final Placed placed = new Placement(Hardware.IDEAL.with(new TokenDrive(0, false)), 1)
                .on(graph, EnergyModelTest.weights((at, layer) -> EnergyModelTest.array(layer, 1)), KERNELS);
        final EnergyReport found = byTokens(placed, 1, 2, 0, 4, 10, 0, 0, 5);
        final MemristorArray array = placed.cells(graph.node(node), matrix);
        final double[] plus = array.positiveSiemens();
        final double[] minus = array.negativeSiemens();
        final byte[] mask = array.mask();
        final double[] driven = {0.25 + 1, 0.5, 0, 1 + 0.5}; // of a pulse, by both tokens
        double siemens = 0;
        for (int i = 0; i < 8; i++) {
            siemens += mask[i] * driven[i % 4] * (plus[i] + minus[i]);
        }

        assertEquals(0.04 * 10e-9 * siemens, found.array().joules(EnergyComponent.CELLS), 1e-21);
        assertEquals(4 * 4.4e-15 * 256, found.array().joules(EnergyComponent.ADC), 1e-24); // two of each token
        // five inputs with a comparison and a factor each; four numbers with two factors
        assertEquals(5 * 4.6e-12 + 8 * 3.7e-12, found.array().joules(EnergyComponent.ADDITIONS), 1e-24);
        assertEquals(2 * (10e-9 + 2 * 8 / 100e6), found.array().seconds(), 1e-18); // one after the other
        assertEquals(
                found.array().joules(),
                byTokens(placed, 3, 6, 0, 12, 10, 0, 0, 5).array().joules(),
                1e-20,
                "a token of another size");
    }

    /** Rows of another tile are driven by its own largest input, as the hardware normalises them. */
    @Example
    void shouldDriveEachTileByItsOwnLargestInput() {
        final Graph graph = Graph.chain(new Shape(4, 1, 2), List.of(RELU, new Linear(2, 1f, false, true)));
        final Placed placed = new Placement(
                        Hardware.IDEAL.with(new TokenDrive(0, false)).with(ConverterPlan.EXACT.withDacBits(12)), 1)
                .on(graph, EnergyModelTest.weights((at, layer) -> EnergyModelTest.array(layer, 1)), KERNELS);
        final Node node = graph.nodesOf(Linear.class).get(0);
        final MemristorArray array = placed.cells(node, Matrix.of(graph, node.name()));
        final ArrayHardware threeRows = new ArrayHardware(
                        ArrayGeometry.PRIME.withTile(3, 512), new AdcCircuit.Sar(0), 8)
                .with(ArrayHardware.SilentReads.TAKEN);
        final EnergyReport found = byTokens(placed, threeRows, 1, 2, 0, 4, 10, 0, 0, 5);
        final double[] driven = {0.5 + 1, 1, 0, 1 + 1}; // of a pulse, by both tokens; the last row on a tile of its own
        double siemens = 0;
        for (int i = 0; i < 8; i++) {
            siemens += array.mask()[i] * driven[i % 4] * (array.positiveSiemens()[i] + array.negativeSiemens()[i]);
        }

        assertEquals(0.04 * 10e-9 * siemens, found.array().joules(EnergyComponent.CELLS), 1e-21);
        assertEquals(5 * 0.03e-12 * 12 / 8, found.array().joules(EnergyComponent.DAC), 1e-24); // 12 bits of 8
    }
}
