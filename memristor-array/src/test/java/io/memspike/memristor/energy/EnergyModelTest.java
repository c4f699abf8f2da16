package io.memspike.memristor.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.Affine;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.run.Steps;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.IvCurve;
import io.memspike.memristor.device.TargetRram;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.energy.ArrayHardware.Sharing;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Weights;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.WeightSlicing;
import io.memspike.testing.Allocation;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.Example;

class EnergyModelTest {
    static final ArrayHardware HARDWARE =
            new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), 8).with(ArrayHardware.SilentReads.TAKEN);
    private static final Integrator READOUT = Integrator.readout(0.1f);

    static EnergyModel model(Graph graph, ArrayHardware hardware) {
        return new EnergyModel(graph, placed(graph), hardware, EnergyConstants.builtIn());
    }

    /** All on formed cells. */
    static Placed placed(Graph graph) {
        return placed(graph, (node, matrix) -> array(matrix, graph.position(node.name())), Set.of());
    }

    private static EnergyModel model(
            Graph graph, ArrayHardware hardware, BiFunction<Node, Matrix, MemristorArray> cells) {
        return new EnergyModel(graph, placed(graph, cells, Set.of()), hardware, EnergyConstants.builtIn());
    }

    private static Placed placed(Graph graph, BiFunction<Node, Matrix, MemristorArray> cells, Set<String> digital) {
        return new Placement(Hardware.IDEAL, 1).withDigital(digital).on(graph, weights(cells), new ScalarKernels());
    }

    static Weights weights(BiFunction<Node, Matrix, MemristorArray> cells) {
        return new Weights() {
            @Override
            public Synapses exact(Node node, Matrix matrix) {
                return cells.apply(node, matrix).synapses(new ScalarKernels());
            }

            @Override
            public MemristorArray cells(Node node, Matrix matrix) {
                return cells.apply(node, matrix);
            }
        };
    }

    private static ArrayHardware taking(ArrayGeometry geometry, AdcCircuit circuit, int bits) {
        return new ArrayHardware(geometry, circuit, bits).with(ArrayHardware.SilentReads.TAKEN);
    }

    /** Formed cells, every third pair disconnected. */
    static MemristorArray array(Matrix layer, int position) {
        final byte[] mask = new byte[layer.weights()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (i % 3 == 0 ? 0 : 1);
        }
        return MemristorArray.program(layer, FormedRram.prime(), 5, position).disconnect(mask);
    }

    private static Network network(Graph graph) {
        final ScalarKernels kernels = new ScalarKernels();
        return Network.of(
                graph,
                (node, matrix) -> array(matrix, graph.position(node.name())).synapses(kernels),
                kernels);
    }

    static SpikeList random(Shape shape, RandomStream stream) {
        final SpikeList spikes = new SpikeList(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            final int events = stream.nextInt(6) - 2;
            if (events > 0) {
                spikes.add(i, events);
            }
        }
        return spikes;
    }

    /** 3 inputs to 2 outputs, four pairs connected, read out; events 2 and 1 at inputs 0 and 2, then silence. */
    private static EnergyReport tiny(ArrayHardware hardware) {
        final Graph graph = Graph.chain(Shape.vector(3), List.of(new Linear(2, 0.01f), READOUT));
        final EnergyModel model = model(graph, hardware);
        final Session session = network(graph).newSession();
        final InferenceWork work = model.newWork();
        final WorkCounter counter = model.newCounter();
        final SpikeList spikes = new SpikeList(3);
        spikes.add(0, 2f);
        spikes.add(2, 1f);
        session.reset(0);
        session.step(spikes);
        counter.count(session, work);
        session.step(new SpikeList(3));
        counter.count(session, work);
        return model.report(work, 1);
    }

    @Example
    void shouldComeToTheEnergyOfATinyLayerByHand() {
        final EnergyReport report = tiny(HARDWARE);
        final MemristorArray array = array(new Matrix(new Linear(2, 0.01f), Shape.vector(3)), 0);
        final double[] plus = array.positiveSiemens();
        final double[] minus = array.negativeSiemens();

        // weights [output][input] are 0 to 5; 0 and 3, both of input 0, are disconnected
        final double siemens = plus[2] + minus[2] + plus[5] + minus[5];
        final ArrayEnergy energy = report.array();
        assertEquals(2, report.meanSteps());
        assertEquals(0.04 * 10e-9 * siemens, energy.joules(EnergyComponent.CELLS), 1e-24);
        // two rows of 512 cells in the first step
        assertEquals(2 * 512 * 0.2e-15 * 0.81, energy.joules(EnergyComponent.DRIVERS), 1e-24);
        assertEquals(2 * 0.03e-12, energy.joules(EnergyComponent.DAC), 1e-24);
        // two columns in each of two steps, the second silent
        assertEquals(4 * 4.4e-15 * 256, energy.joules(EnergyComponent.ADC), 1e-24);
        assertEquals(2 * 4.4e-15 * 256, energy.silentAdcJoules(), 1e-24);
        assertEquals(0, energy.joules(EnergyComponent.ADDITIONS)); // one tile, one read: nothing to add
        final double neurons = 2 * 2 * (3.7e-12 + 2 * 0.9e-12);
        final double state = 2 * 2 * 4 * 10e-12 / 2; // potential and sum, read and written, in 8 KB
        assertEquals(neurons, energy.joules(EnergyComponent.NEURONS), 1e-24);
        assertEquals(state, energy.joules(EnergyComponent.MEMORY), 1e-24);
        // windows of 2 pulses and of 1; two columns take turns, 8 cycles each, in both steps
        assertEquals((2 + 1) * 10e-9 + 2 * 2 * 8 / 100e6, energy.seconds(), 1e-18);

        // two active inputs reach two outputs
        assertEquals(4 * 0.9e-12 + neurons, report.eventDriven().joules(), 1e-24);
        assertEquals(4 * 3 * 5e-12 + state, report.eventDriven().memoryJoules(), 1e-24);
        assertEquals((4 + 4) / 64e9, report.eventDriven().seconds(), 1e-20);
        assertEquals(2 * 6 * 4.6e-12 + neurons, report.dense().joules(), 1e-24);
        assertEquals(2 * 6 * 2 * 5e-12 + state, report.dense().memoryJoules(), 1e-24);
        final LayerCounts counts = report.layers().get(0).counts();
        assertEquals(new LayerCounts(3, 4, 2, 4, 4, 2, 2 * 2 * 3, 4), counts);
    }

    @Example
    void shouldLeaveOutReadsThatNoRowDrivesWhereNothingElseChanges() {
        final ArrayEnergy taken = tiny(HARDWARE).array();
        final ArrayEnergy skipped = tiny(HARDWARE.with(ArrayHardware.SilentReads.SKIPPED_WHERE_EQUAL))
                .array();

        assertEquals(2 * 4.4e-15 * 256, skipped.joules(EnergyComponent.ADC), 1e-24);
        assertEquals(taken.silentAdcJoules(), skipped.skippedAdcJoules(), 1e-24);
        assertEquals(0, skipped.silentAdcJoules());
        assertEquals(0, taken.skippedAdcJoules());
        // the wire along 512 rows of the one read that is driven
        assertEquals(
                taken.joules(EnergyComponent.DRIVERS) + 512 * 0.2e-15 * 0.81,
                skipped.joules(EnergyComponent.DRIVERS),
                1e-24);
        assertEquals(taken.seconds(), skipped.seconds());
        assertEquals(
                skipped, tiny(HARDWARE.with(ArrayHardware.SilentReads.SKIPPED)).array());
        assertEquals(
                skipped,
                tiny(new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), 8))
                        .array());
    }

    @Example
    void shouldTakeSilentReadsWhereConvertersMayTellSomethingThen() {
        final Graph graph = Graph.chain(Shape.vector(3), List.of(new Linear(2, 0.01f), READOUT));
        final ConverterPlan noisy = new ConverterPlan(4, 0, 0.5, 0.99);
        requireTaken(graph, Hardware.IDEAL.with(noisy));
        requireTaken(graph, Hardware.IDEAL.with(new ThermalNoise(300, 0.2, 1e-8)));
    }

    private static void requireTaken(Graph graph, Hardware hardware) {
        final Placed placed =
                new Placement(hardware, 1).on(graph, weights((node, matrix) -> array(matrix, 0)), new ScalarKernels());
        final ArrayHardware auto = HARDWARE.with(ArrayHardware.SilentReads.SKIPPED_WHERE_EQUAL);
        final EnergyModel model = new EnergyModel(graph, placed, auto, EnergyConstants.builtIn());
        final InferenceWork work = model.newWork();
        final Session session = network(graph).newSession();
        session.step(new SpikeList(3));
        model.newCounter().count(session, work);

        assertEquals(2 * 4.4e-15 * 256, model.report(work, 1).array().silentAdcJoules(), 1e-24);
        refuses(
                "node 0: silent reads: expected converters that tell 0 for 0 where they are left out, found offsets, noise"
                        + " or a digital unit",
                () -> model.under(model.priced().with(HARDWARE.with(ArrayHardware.SilentReads.SKIPPED))));
    }

    @Example
    void shouldPriceTheSameWorkUnderOtherAssumptions() {
        final Graph graph = Graph.chain(Shape.vector(1100), List.of(new Linear(2, 0.01f), READOUT));
        final EnergyModel model = model(graph, HARDWARE);
        final Session session = network(graph).newSession();
        final InferenceWork work = model.newWork();
        final SpikeList spikes = new SpikeList(1100);
        spikes.add(3, 1f);
        spikes.add(600, 1f);
        session.reset(0);
        session.step(spikes); // of three tiles one below the other two are driven
        model.newCounter().count(session, work);
        final EnergyAssumptions standard = model.priced();
        final double conversion = 4.4e-15 * 256;

        assertEquals(6 * conversion, adc(model, standard, work), 1e-24);
        assertEquals(12 * conversion, adc(model, standard.with(HARDWARE.with(Sharing.COLUMN)), work), 1e-24);
        assertEquals(2 * conversion, adc(model, standard.with(HARDWARE.with(Sharing.TILES)), work), 1e-24);
        assertEquals(6 * conversion / 16, adc(model, standard.with(HARDWARE.withBits(4)), work), 1e-24);
        // 2 additions of 3 numbers for each output; of 6 numbers 5; of 1 none
        assertEquals(4 * 0.1e-12, additions(model, standard, work), 1e-24);
        assertEquals(10 * 0.1e-12, additions(model, standard.with(HARDWARE.with(Sharing.COLUMN)), work), 1e-24);
        assertEquals(0, additions(model, standard.with(HARDWARE.with(Sharing.TILES)), work), 1e-24);
        // an amplifier holds through the pulse, and 1.5 turns of 8 cycles in the mean
        final EnergyConstants held = EnergyConstants.builtIn().with(EnergyConstant.COLUMN_WATTS, 1e-6, "test");
        assertEquals(
                6 * (conversion + 1e-6 * (10e-9 + 1.5 * 8 / 100e6)),
                adc(model, standard.with(held, held), work),
                1e-24);
        // 2 inputs reach 2 outputs; once a step every weight of 32 bits from outside the chip
        final double neurons = 2 * (3.7e-12 + 2 * 0.9e-12);
        final DigitalEnergy once = model.under(standard.with(EnergyAssumptions.WeightTraffic.ONCE_A_STEP))
                .report(work, 1)
                .eventDriven();
        assertEquals(4 * 0.9e-12 + neurons, once.joules(), 1e-24);
        assertEquals(2200 * 1.3e-9 / 2 + 2 * 4 * 10e-12 / 2, once.memoryJoules(), 1e-20);
        final EnergyReport bare = model.under(standard.withNeurons(false)).report(work, 1);
        assertEquals(4 * 0.9e-12, bare.eventDriven().joules(), 1e-24);
        assertEquals(
                0, bare.array().joules(EnergyComponent.NEURONS) + bare.array().joules(EnergyComponent.MEMORY));
        final EnergyReport busy = model.under(standard.withActivity(2)).report(work, 1);
        assertEquals(8 * 0.9e-12 + neurons, busy.eventDriven().joules(), 1e-24);
        // a third of the reads was silent, and a ninth is where twice as much happens
        assertEquals(Math.round(6 / 9.0) * conversion, busy.array().silentAdcJoules(), 1e-24);
        refuses("energy: expected an activity in (0, 1e6], found 0.0", () -> standard.withActivity(0));
        refuses(
                "energy: expected the tiles that work was counted on, " + HARDWARE.geometry() + ", found "
                        + HARDWARE.geometry().with(InputDrive.BINARY),
                () -> model.under(standard.with(
                        new ArrayHardware(HARDWARE.geometry().with(InputDrive.BINARY), new AdcCircuit.Sar(0), 8))));
    }

    private static double adc(EnergyModel model, EnergyAssumptions assumed, InferenceWork work) {
        return model.under(assumed).report(work, 1).array().joules(EnergyComponent.ADC);
    }

    private static double additions(EnergyModel model, EnergyAssumptions assumed, InferenceWork work) {
        return model.under(assumed).report(work, 1).array().joules(EnergyComponent.ADDITIONS);
    }

    @Example
    void shouldTakeOneReadForEachEventWhenTheDriveIsBinary() {
        final ArrayGeometry geometry = ArrayGeometry.PRIME.with(InputDrive.BINARY);
        final ArrayEnergy widths = tiny(HARDWARE).array();
        final ArrayEnergy binary =
                tiny(taking(geometry, new AdcCircuit.Sar(0), 8)).array();

        // two reads in the first step, one in the second, instead of one each
        assertEquals(1.5 * widths.joules(EnergyComponent.ADC), binary.joules(EnergyComponent.ADC), 1e-24);
        assertEquals(3 * 10e-9 + 3 * 2 * 8 / 100e6, binary.seconds(), 1e-18);
        // pulses in all are as many, so cells take the same
        assertEquals(widths.joules(EnergyComponent.CELLS), binary.joules(EnergyComponent.CELLS), 1e-24);
        assertEquals(2 * 0.1e-12, binary.joules(EnergyComponent.ADDITIONS), 1e-24); // of two reads' numbers
    }

    @Example
    void shouldFollowTheConverter() {
        final double sar = tiny(HARDWARE).array().joules(EnergyComponent.ADC);
        final ArrayEnergy ramp =
                tiny(taking(ArrayGeometry.PRIME, new AdcCircuit.Ramp(0), 6)).array();
        final ArrayEnergy flash =
                tiny(taking(ArrayGeometry.PRIME, new AdcCircuit.Flash(0), 4)).array();

        assertEquals(4 * 4.4e-15 * 256, sar, 1e-24);
        assertEquals(4 * 98e-15 * 64, ramp.joules(EnergyComponent.ADC), 1e-24);
        assertEquals(3 * 10e-9 + 2 * 2 * 64 / 100e6, ramp.seconds(), 1e-18);
        assertEquals(4 * 0.16e-12 * 16, flash.joules(EnergyComponent.ADC), 1e-24);
        assertEquals(3 * 10e-9 + 2 * 2 * 1 / 100e6, flash.seconds(), 1e-18);
    }

    /** Convolution, neurons, pooling and a full connection. */
    private static final Shape EVENTS = new Shape(2, 9, 9);

    private static final Graph GRAPH = Graph.chain(
            EVENTS,
            List.of(
                    new Conv2d(3, 3, 1, 1, 0.01f),
                    new Lif(0.2f, 0.2f, 0.1f),
                    new AvgPool(2),
                    new Linear(4, 0.01f),
                    READOUT));

    @Example
    void shouldReportSumsThatEqualTheirParts() {
        final EnergyModel model = model(GRAPH, HARDWARE);
        final Session session = network(GRAPH).newSession();
        final InferenceWork work = model.newWork();
        final WorkCounter counter = model.newCounter();
        final RandomStream stream = RandomStream.of(1, "test", 0);
        session.reset(0);
        long spikes = 0;
        for (int t = 0; t < 5; t++) {
            session.step(random(EVENTS, stream));
            counter.count(session, work);
            final SpikeList entering = session.entering("3").active();
            for (int e = 0; e < entering.size(); e++) {
                spikes += Math.round(4 * entering.value(e));
            }
        }
        final EnergyReport report = model.report(work, 2);
        final ArrayEnergy all = report.array();
        double sum = 0;
        double seconds = 0;
        for (final LayerEnergy layer : report.layers()) {
            seconds += layer.array().seconds();
            for (final EnergyComponent component : EnergyComponent.values()) {
                sum += layer.array().joules(component);
            }
        }

        assertEquals(sum, all.joulesWithMemory(), 1e-12 * sum);
        assertEquals(seconds, all.seconds(), 1e-12 * seconds);
        assertEquals(all.joulesWithMemory() - all.joules(EnergyComponent.MEMORY), all.joules(), 1e-12 * sum);
        assertEquals(2.5, report.meanSteps());
        assertEquals(spikes / 2.0, report.layers().get(1).counts().spikes());
        // numbers of the one tile need no addition, but pooled spikes do
        assertEquals(spikes / 2.0 * 0.1e-12, all.joules(EnergyComponent.ADDITIONS), 1e-24);
        assertEquals(0, report.writes().pulses());
    }

    @Example
    void shouldReportWhatProgrammingCostOnceForAllLayers() {
        final TargetRram device = TargetRram.wan();
        final WriteVerify writeVerify = WriteVerify.within(1e-6, 20);
        final List<MemristorArray> programmed = List.of(
                array(Matrix.of(GRAPH, "0"), 0).programmedOnto(device, writeVerify, 7),
                array(Matrix.of(GRAPH, "3"), 3).programmedOnto(device, writeVerify, 7));
        final EnergyModel model = model(
                GRAPH, HARDWARE, (node, matrix) -> programmed.get(node.name().equals("0") ? 0 : 1));
        final InferenceWork work = model.newWork();
        final Session session = network(GRAPH).newSession();
        session.step(random(EVENTS, RandomStream.of(1, "test", 0)));
        model.newCounter().count(session, work);

        final EnergyReport one = model.report(work, 1);
        final EnergyReport four = model.report(work, 4);

        // two cells of each connected pair: of 54 weights and of 192, a third is disconnected
        assertEquals(2 * (36 + 128), one.writes().cells());
        assertEquals(2 * 36, one.layers().get(0).writes().cells());
        assertEquals(2 * 128, one.layers().get(1).writes().cells());
        assertTrue(one.writes().pulses() > one.writes().cells(), "some cells need more than one pulse");
        double joules = 0;
        long pulses = 0;
        for (final MemristorArray each : programmed) {
            joules += each.programming().joules();
            pulses += each.programming().pulses();
        }
        assertEquals(joules, one.writes().joules(), 1e-12 * joules);
        assertEquals(pulses, one.writes().pulses());
        assertEquals(one.writes(), four.writes()); // not an inference's, however many there are
        assertEquals(
                one.array().joules() / 4,
                four.array().joules(),
                1e-12 * one.array().joules());
    }

    @Example
    void shouldAllocateNothingWhereItCounts() {
        final EnergyModel model = model(GRAPH, HARDWARE);
        final Session session = network(GRAPH).newSession();
        final InferenceWork work = model.newWork();
        final WorkCounter counter = model.newCounter();
        session.step(random(EVENTS, RandomStream.of(1, "test", 0)));

        Allocation.assertNone(() -> {
            for (int i = 0; i < 1_000; i++) {
                counter.count(session, work);
            }
        });
    }

    @Example
    void shouldRefuseWhatItCannotModel() {
        final ArrayGeometry prime = ArrayGeometry.PRIME;
        for (final ArrayGeometry geometry :
                List.of(prime.with(SignScheme.OFFSET_COLUMN), prime.with(new WeightSlicing(4, 2)))) {
            refuses(
                    "energy: expected differential pairs without slices, found signs=" + geometry.signs() + " slicing="
                            + geometry.slicing(),
                    () -> new ArrayHardware(geometry, new AdcCircuit.Sar(0), 8));
        }
        refuses(
                "energy: expected 1 to 24 bits of a converter, found 0",
                () -> new ArrayHardware(prime, new AdcCircuit.Sar(0), 0));
        final EnergyModel model = model(GRAPH, HARDWARE);
        refuses("energy: expected at least 1 inference, found 0", () -> model.report(model.newWork(), 0));
        final IvCurve curve = new IvCurve(1, 0.2);
        refuses(
                "node 0: expected cells that obey Ohm's law, as energy V² G t does, found " + curve,
                () -> model(GRAPH, HARDWARE, (node, matrix) -> array(matrix, 0).withCurve(curve)));
    }

    /** Of the first layer in one silent step. */
    private static LayerCounts counts(Graph graph) {
        final EnergyModel model = model(graph, HARDWARE);
        final InferenceWork work = model.newWork();
        model.newCounter()
                .count(0, new SpikeList(graph.input().size()), work.layers().get(0));
        return model.report(work, 1).layers().get(0).counts();
    }

    /** What stands around weights adds its operations, whatever it is. */
    @Example
    void shouldCountBiasesNormsAndFurtherEdges() {
        final Shape input = new Shape(1, 4, 4);
        final Linear linear = new Linear(3, 1f);
        final double plain =
                counts(Graph.chain(input, List.of(linear, READOUT))).digitalOperations();

        assertEquals(3 * 3, plain);
        assertEquals(
                plain + 3,
                counts(Graph.chain(input, List.of(new Linear(3, 1f, true), READOUT)))
                        .digitalOperations());
        assertEquals(
                plain + 3 * 2,
                counts(Graph.chain(input, List.of(linear, new Affine(Per.CHANNEL), READOUT)))
                        .digitalOperations());
        final Lif lif = new Lif(0.2f, 0.2f, 0.1f);
        final List<Node> nodes = List.of(
                new Node("in", new Input(Shape.vector(3))),
                new Node("fc", linear),
                new Node("n", lif),
                new Node("back", new Linear(3, 1f)));
        final List<Edge> edges =
                List.of(Edge.of("in", "fc"), Edge.of("fc", "n"), Edge.of("n", "back"), Edge.delayed("back", "fc", 1));
        final LayerCounts looped = counts(new Graph(nodes, edges, List.of("n")));
        assertEquals(3 * 4 + 3, looped.digitalOperations()); // neurons, and a sum of two edges of three
    }

    /** What waits is kept as long as it waits; what is looked up is read, and kept by nobody. */
    @Example
    void shouldKeepWhatWaitsAndNothingOfTables() {
        final Linear linear = new Linear(3, 1f);
        final double plain = memory(Graph.chain(Shape.vector(3), List.of(linear, READOUT)));
        final EnergyConstants constants = EnergyConstants.builtIn();
        final double number = constants.of(EnergyConstant.WORD_BITS) * constants.of(EnergyConstant.BIT_SQUARE_METRES);

        assertEquals(3 * 2 * number, plain, 1e-9 * plain); // potentials and their sums
        final List<Node> nodes =
                List.of(new Node("in", new Input(Shape.vector(5))), new Node("fc", linear), new Node("out", READOUT));
        final Graph late =
                new Graph(nodes, List.of(Edge.delayed("in", "fc", 10), Edge.of("fc", "out")), List.of("out"));
        assertEquals(plain + 10 * 5 * number, memory(late), 1e-9 * plain);
        final Connections connections = new Connections(new int[] {0, 4, 1}, new int[] {0, 1, 2}, new int[] {1, 7, 0});
        assertEquals(
                plain + 7 * 5 * number,
                memory(Graph.chain(Shape.vector(5), List.of(new Sparse(3, connections), READOUT))),
                1e-9 * plain);
        final Activation sigmoid = new Activation(Activation.Function.SIGMOID, 1f);
        assertEquals(plain, memory(Graph.chain(Shape.vector(3), List.of(linear, sigmoid, READOUT))), 1e-9 * plain);
    }

    private static double memory(Graph graph) {
        final EnergyModel model = model(graph, HARDWARE);
        final InferenceWork work = model.newWork();
        return model.report(work, 1).area().memory();
    }

    /** Its energy would come out too small, without a word. */
    @Example
    void shouldRefuseKindsWhoseWorkNobodyCounted() {
        refusesChain(
                "node 1: energy: expected a kind whose work is known, found riddle",
                Shape.vector(3),
                new Linear(3, 1f),
                new Riddle(),
                READOUT);
        refusesChain("energy: expected a node with weights, found none", Shape.vector(3), READOUT);
    }

    /** Who adds a kind counts its work. */
    @Example
    void shouldKnowTheWorkOfEveryKind() {
        Steps.known().kinds().forEach((type, kind) -> {
            final boolean isMatrix = MatrixKind.class.isAssignableFrom(kind);
            assertEquals(!isMatrix, WorkOfKinds.isKnown(kind), type);
        });
    }

    private record Riddle() implements Kind {
        @Override
        public Shape output(List<Shape> inputs) {
            return Kind.only(inputs);
        }
    }

    private static void refusesChain(String message, Shape input, Kind... kinds) {
        refuses(message, () -> model(Graph.chain(input, List.of(kinds)), HARDWARE));
    }

    private static void refuses(String message, Runnable what) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, what::run).getMessage());
    }
}
