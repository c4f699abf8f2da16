package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.RandomMatrix;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The contract of hardware: every kind of matrix, in any graph, goes onto all of it, and comes near to what is exact. */
class EveryHardwareTest {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final Integrator READOUT = Integrator.readout(1f);
    private static final ConverterPlan FINE = new ConverterPlan(16, 0, 0, 1);

    /** Formed cells, every third pair disconnected. */
    private static final class Formed implements Weights {
        private final Graph graph;

        Formed(Graph graph) {
            this.graph = graph;
        }

        @Override
        public Synapses exact(Node node, Matrix matrix) {
            return WeightedSynapses.of(matrix, cells(node, matrix).effectiveWeights(), KERNELS);
        }

        @Override
        public MemristorArray cells(Node node, Matrix matrix) {
            final byte[] mask = new byte[matrix.weights()];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) (i % 3 == 0 ? 0 : 1);
            }
            return MemristorArray.program(matrix, FormedRram.prime(), 5, graph.position(node.name()))
                    .disconnect(mask);
        }
    }

    /** One matrix of any kind, and a step's input of both signs. */
    private static final class Case {
        private final Matrix matrix;
        private final Graph graph;
        private final SpikeList input;
        private final float[] exact;
        private final RandomStream random;

        Case(long seed) {
            random = RandomStream.of(seed, "every hardware", 0);
            matrix = RandomMatrix.of(random);
            graph = Graph.chain(matrix.input(), List.of(matrix.kind(), READOUT));
            input = new SpikeList(matrix.input().size());
            for (int i = 0; i < matrix.input().size(); i++) {
                if (random.nextInt(3) > 0) {
                    input.add(i, 2 * random.nextFloat() - 1);
                }
            }
            exact = on(Hardware.WHOLE.with(Tiles.WHOLE), FullScales.NONE);
        }

        Placed placed(Hardware hardware) {
            return new Placement(hardware, 3).on(graph, new Formed(graph), KERNELS);
        }

        FullScales ranged(Hardware hardware) {
            return ConverterCalibration.of(placed(hardware).quiet(), Map.of(), this::show, 3);
        }

        void show(Session session) {
            session.reset(0);
            session.step(input);
        }

        float[] on(Hardware hardware) {
            return on(hardware, ranged(hardware));
        }

        float[] on(Hardware hardware, FullScales scales) {
            final Placed placed = placed(hardware).with(scales);
            final Session session = Network.of(graph, placed, KERNELS).newSession();
            show(session);
            return Arrays.copyOf(session.answer(), matrix.output().size());
        }

        /** Magnitude that a sum can have. */
        double largest() {
            double weight = 0;
            for (final float each :
                    new Formed(graph).cells(graph.node("0"), matrix).effectiveWeights()) {
                weight = Math.max(weight, Math.abs(each));
            }
            return weight * Math.max(1, input.size());
        }

        Tiles tiles() {
            return Tiles.of(ArrayGeometry.PRIME.withTile(1 + random.nextInt(30), 2 * (1 + random.nextInt(8))));
        }
    }

    private static double distance(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    @Property(tries = 60)
    void shouldBeExactWhereNothingBefallsIt(@ForAll long seed) {
        final Case any = new Case(seed);

        assertArrayEquals(any.exact, any.on(Hardware.IDEAL));
        assertArrayEquals(any.exact, any.on(Hardware.IDEAL.with(any.tiles())));
        final Placement digital =
                new Placement(Hardware.WHOLE.withReadNoise(0.5).with(FINE.withBits(1)), 3).withDigital(Set.of("0"));
        final Session session = Network.of(any.graph, digital.on(any.graph, new Formed(any.graph), KERNELS), KERNELS)
                .newSession();
        any.show(session);
        assertArrayEquals(any.exact, Arrays.copyOf(session.answer(), any.exact.length));
    }

    /** Each tile rounds by at most an LSB, 2⁻¹⁵ of a full scale that no sum exceeds: the highest code is one below it. */
    @Property(tries = 60)
    void shouldComeWithinAnLsbBehindFineConverters(@ForAll long seed) {
        final Case any = new Case(seed);
        for (final Tiles tiles : List.of(Tiles.WHOLE, Tiles.PRIME, any.tiles())) {
            final double blocks = Math.ceil((double) any.matrix.unfolding().rows()
                    / tiles.of(any.matrix).rows());
            final double bound = any.largest() * (blocks / (1 << 15) + 1e-5);

            assertTrue(
                    distance(any.exact, any.on(Hardware.IDEAL.with(tiles).with(FINE))) <= bound,
                    any.matrix + " on " + tiles);
        }
    }

    /** Inputs have both signs: each is driven within half a code of 2⁻¹⁵ of the largest. */
    @Property(tries = 60)
    void shouldDriveBothSignsThroughFineDacs(@ForAll long seed) {
        final Case any = new Case(seed);
        final Hardware driven = Hardware.WHOLE.with(ConverterPlan.EXACT.withDacBits(16));

        assertTrue(
                distance(any.exact, any.on(driven)) <= any.largest() * (1.0 / (1 << 15) + 1e-5), any.matrix.toString());
    }

    @Property(tries = 40)
    void shouldCorrectMismatchDigitally(@ForAll long seed) {
        final Case any = new Case(seed);
        final ConverterPlan uneven = FINE.withMismatch(200, 0.01).with(DigitalUnit.FLOATING);
        final Hardware hardware = Hardware.IDEAL.with(any.tiles());
        final FullScales scales = any.ranged(hardware.with(FINE));
        final FullScales roomy = new FullScales( // so that what an offset moves does not clip
                scaled(scales.columns()), scales.rows(), scales.signed(), 3);
        final double blocks = Math.ceil((double) any.matrix.unfolding().rows()
                / hardware.tiles().of(any.matrix).rows());

        assertTrue(
                distance(any.exact, any.on(hardware.with(uneven), roomy))
                        <= any.largest() * (blocks * 2 / (1 << 15) + 1e-5),
                any.matrix.toString());
    }

    private static Map<String, Double> scaled(Map<String, Double> scales) {
        return Map.of("0", 1.5 * scales.get("0"));
    }

    @Property(tries = 40)
    void shouldReadNoiseOfTheSeedAlone(@ForAll long seed) {
        final Case any = new Case(seed);
        for (final Hardware hardware : List.of(
                Hardware.WHOLE.withReadNoise(0.2),
                Hardware.IDEAL.with(any.tiles()).with(FINE).withReadNoise(0.2))) {
            assertArrayEquals(any.on(hardware), any.on(hardware));
            final boolean isDriven = distance(any.exact, new float[any.exact.length]) > 0;
            assertEquals(isDriven, distance(any.exact, any.on(hardware)) > 0, any.matrix.toString());
        }
    }

    @Property(tries = 40)
    void shouldLoseLittleToShortWiresAndRefusePlacesWithoutAPair(@ForAll long seed) {
        final Case any = new Case(seed);
        final boolean isDense = (long) any.matrix.unfolding().rows() * any.matrix.out() == any.matrix.weights();
        for (final boolean exactly : new boolean[] {false, true}) {
            final Hardware wired = Hardware.IDEAL.with(new CrossbarWires(LineResistances.ofWires(1e-3, 1e-3), exactly));
            if (isDense) {
                assertTrue(distance(any.exact, any.on(wired)) <= 1e-3 * any.largest(), any.matrix.toString());
                assertTrue(
                        distance(any.exact, any.on(wired.with(FINE))) <= 1e-3 * any.largest(), any.matrix.toString());
            } else {
                assertTrue(assertThrows(IllegalArgumentException.class, () -> any.on(wired))
                        .getMessage()
                        .startsWith("node 0: crossbar with wires: expected a weight in each of its "));
            }
        }
    }

    /** Inputs, two ways that meet, and a loop. */
    private static Graph looped() {
        final List<Node> nodes = List.of(
                new Node("in", new Input(new Shape(2, 5, 5))),
                new Node("conv", new Conv2d(3, 3, 2, 1, 0.01f)),
                new Node("back", new Linear(12, 0.01f)),
                new Node("fc", new Linear(12, 0.01f)),
                new Node("sum", new Integrator(0.5f, 1f)),
                new Node("out", new Linear(4, 0.01f)),
                new Node("end", READOUT));
        return new Graph(
                nodes,
                List.of(
                        Edge.of("in", "conv"),
                        Edge.of("conv", "fc"),
                        Edge.of("fc", "sum"),
                        Edge.delayed("sum", "back", 1),
                        Edge.of("back", "sum"),
                        Edge.of("sum", "out"),
                        Edge.of("out", "end")),
                List.of("end"));
    }

    private static void show(Session session) {
        final RandomStream random = RandomStream.of(2, "shown", 0);
        session.reset(0);
        for (int t = 0; t < 4; t++) {
            final SpikeList input = new SpikeList(50);
            for (int i = 0; i < 50; i++) {
                input.add(i, random.nextFloat());
            }
            session.step(input);
        }
    }

    private static float[] answers(Graph graph, Placement placement) {
        final Placed placed = placement.on(graph, new Formed(graph), KERNELS);
        final Placed ranged = placed.calibrated(Map.of(), EveryHardwareTest::show);
        final Session session = Network.of(graph, ranged, KERNELS).newSession();
        show(session);
        return Arrays.copyOf(session.answer(), 4);
    }

    @Example
    void shouldPlaceEachNodeOfAnyGraphAsItIsTold() {
        final Graph graph = looped();
        final float[] exact = answers(graph, new Placement(Hardware.WHOLE, 3));
        final Hardware coarse = Hardware.IDEAL.with(new ConverterPlan(3, 0, 0, 1));
        final Hardware fine =
                Hardware.IDEAL.with(Tiles.PRIME.with(new Partition(3, 2))).with(FINE.withDacBits(16));
        double magnitude = 0;
        for (final float answer : exact) {
            magnitude = Math.max(magnitude, Math.abs(answer));
        }

        final double afar = distance(exact, answers(graph, new Placement(coarse, 3)));
        assertTrue(distance(exact, answers(graph, new Placement(fine, 3))) < 1e-3 * magnitude, "fine");
        assertTrue(afar > 1e-2 * magnitude, "coarse " + afar + " of " + magnitude);
        final Placement mixed = new Placement(coarse, 3).with("out", fine).withDigital(Set.of("conv", "fc", "back"));
        assertTrue(distance(exact, answers(graph, mixed)) < 1e-3 * magnitude, "mixed");
        final FullScales scales = mixed.on(graph, new Formed(graph), KERNELS)
                .calibrated(Map.of(), EveryHardwareTest::show)
                .placement()
                .fullScales();
        assertEquals(Set.of("out"), scales.columns().keySet());
        assertEquals(Set.of("out"), scales.rows().keySet());
        assertFalse(scales.isEmpty());
    }

    @Example
    void shouldReadTilesWhereWeightsOrSignsAreCut() {
        final Case any = new Case(4);
        final Hardware apart = Hardware.IDEAL.with(Tiles.of(ArrayGeometry.PRIME.with(SignScheme.DIFFERENTIAL_DIGITAL)));

        assertTrue(distance(any.exact, any.on(apart)) <= 1e-5 * any.largest());
    }

    @Example
    void shouldMakeCellsOfTheSeedAndNodeAlone() {
        final Graph graph = looped();
        final Hardware pcm = Hardware.IDEAL.with(
                Cells.OWN.with(PhaseChangeMemory.standard()).withAge(1e3).withOwnNoise());
        final float[] first = answers(graph, new Placement(pcm, 3));

        assertArrayEquals(first, answers(graph, new Placement(pcm, 3)));
        assertTrue(distance(first, answers(graph, new Placement(pcm, 4))) > 0);
        final Matrix out = Matrix.of(graph, "out");
        assertArrayEquals(
                new Formed(graph)
                        .cells(graph.node("out"), out)
                        .programmedOnto(
                                PhaseChangeMemory.standard(), pcm.cells().writeVerify(), 3)
                        .after(1e3, 3)
                        .positiveSiemens(),
                new Placement(pcm, 3)
                        .on(graph, new Formed(graph), KERNELS)
                        .cells(graph.node("out"), out)
                        .positiveSiemens());
    }
}
