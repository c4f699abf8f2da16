package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.TargetRram;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.memristor.tile.PositionTiles;
import io.memspike.testing.Allocation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Full connections whose tokens drive their tiles, alone and in a placement. */
class TokenDriveTest {
    private static final int TOKENS = 21; // more than share a block
    private static final int IN = 70;
    private static final int OUT = 37;
    private static final Kernels SCALAR = KernelsLookup.find("scalar").kernels();
    private static final Graph GRAPH = new GraphBuilder()
            .input("tokens", new Shape(IN, 1, TOKENS))
            .node("map", new Linear(OUT, 0.5f, false, true), "tokens")
            .build("map");
    private static final Matrix MATRIX = Matrix.of(GRAPH, "map");
    private static final Hardware TILES =
            Hardware.IDEAL.with(Tiles.of(ArrayGeometry.PRIME.withTile(32, 20))).with(new TokenDrive(0, false));

    private static float[] random(int count, long seed, double factor) {
        final RandomStream random = RandomStream.of(seed, "tokens");
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (factor * random.nextGaussian());
        }
        return values;
    }

    /** Columns of all sizes, one of them empty. */
    private static float[] weights() {
        final float[] weights = random(OUT * IN, 1, 1);
        for (int o = 0; o < OUT; o++) {
            for (int i = 0; i < IN; i++) {
                weights[o * IN + i] *= o == 5 ? 0 : 1 + o % 7;
            }
        }
        return weights;
    }

    /** Tokens of all sizes; one is all zero, and one zero on its first tile. */
    private static SpikeList input() {
        final float[] values = random(TOKENS * IN, 2, 1);
        final SpikeList input = new SpikeList(values.length);
        for (int i = 0; i < values.length; i++) {
            final int token = i / IN;
            if (token != 3 && (token != 18 || i % IN >= 32)) {
                input.add(i, values[i] * (1 + 10 * token));
            }
        }
        return input;
    }

    private static final Weights WEIGHTS = new Weights() {
        @Override
        public Synapses exact(Node node, Matrix matrix) {
            return WeightedSynapses.of(matrix, cells(node, matrix).effectiveWeights(), SCALAR);
        }

        @Override
        public MemristorArray cells(Node node, Matrix matrix) {
            return MemristorArray.mapped(matrix, weights(), FormedRram.prime(), 0);
        }
    };

    private static Placed placed(Hardware hardware, Kernels kernels) {
        return new Placement(hardware, 3).on(GRAPH, WEIGHTS, kernels);
    }

    private static float[] read(Synapses synapses, long read) {
        final float[] current = new float[TOKENS * OUT + Synapses.PADDING];
        synapses.open().accumulate(input(), read, current);
        return Arrays.copyOf(current, TOKENS * OUT);
    }

    private static float[] on(Hardware hardware, Kernels kernels) {
        final Placed ranged = placed(hardware, kernels).calibrated(Map.of(), TokenDriveTest::show);
        return read(ranged.connect(GRAPH.node("map"), MATRIX), 7);
    }

    private static void show(Session session) {
        session.reset(0);
        session.step(input());
    }

    private static float[] exact() {
        return read(WEIGHTS.exact(GRAPH.node("map"), MATRIX), 0);
    }

    /** Root mean square of a difference, in parts of the other's. */
    private static double error(float[] expected, float[] found) {
        double difference = 0;
        double all = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(expected[i] - found[i], 2);
            all += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / all);
    }

    @Test
    void shouldComputeWhatItsFormulaSays() {
        final float[] scales = new float[OUT];
        Arrays.fill(scales, 2f);
        final float[] compensation = random(3 * OUT, 4, 1);
        final PositionTiles tiles = new PositionTiles(
                MATRIX,
                new PositionCells(MATRIX, weights(), scales, compensation, 32),
                7,
                ColumnReadout.EXACT,
                (read, position, tile, sums, columns) -> sums[0] += position + 100 * tile + read,
                SCALAR);
        final float[] found = read(tiles, 9);
        final float[] inputs = new float[TOKENS * IN];
        final SpikeList input = input();
        for (int e = 0; e < input.size(); e++) {
            inputs[input.index(e)] = input.value(e);
        }
        for (int token = 0; token < TOKENS; token++) {
            for (int o = 0; o < OUT; o++) {
                double sum = 0;
                for (int tile = 0; tile < 3; tile++) {
                    final double noise = o == 0 ? token + 100 * tile + 9 : 0;
                    sum += slowTile(inputs, token, tile, o, compensation[tile * OUT + o], noise);
                }
                assertEquals(2 * sum, found[token * OUT + o], 1e-4 * Math.max(1, Math.abs(sum)), token + " " + o);
            }
        }
    }

    private static double slowTile(float[] inputs, int token, int tile, int o, double gain, double noise) {
        final float[] weights = weights();
        double most = 0;
        for (int i = tile * 32; i < Math.min(IN, tile * 32 + 32); i++) {
            most = Math.max(most, Math.abs(inputs[token * IN + i]));
        }
        if (most == 0) {
            return 0;
        }
        double sum = noise;
        for (int i = tile * 32; i < Math.min(IN, tile * 32 + 32); i++) {
            sum += gain * Math.rint(7 * inputs[token * IN + i] / most) / 7 * weights[o * IN + i];
        }
        return sum * most;
    }

    @Test
    void shouldComeNearWhatIsExactBehindFineConverters() {
        final ConverterPlan fine = new ConverterPlan(16, 0, 0, 1).withDacBits(16);

        assertTrue(error(exact(), on(TILES, SCALAR)) < 1e-6);
        assertTrue(error(exact(), on(TILES.with(fine), SCALAR)) < 1e-3);
        final double coarse = error(exact(), on(TILES.with(fine.withBits(6)), SCALAR));
        assertTrue(coarse > 1e-3 && coarse < 0.2, "6 bits: " + coarse);
    }

    @Test
    void shouldFindTheLargestSumOfFullInputs() {
        final Hardware hardware = TILES.with(new ConverterPlan(8, 0, 0, 1).withDacBits(16));
        final FullScales scales = placed(hardware, SCALAR)
                .calibrated(Map.of(), TokenDriveTest::show)
                .placement()
                .fullScales();

        assertEquals(Map.of(), scales.rows());
        final double found = scales.columns().get("map");
        double most = 0;
        final float[] weights = weights();
        final float[] inputs = new float[TOKENS * IN];
        final SpikeList input = input();
        for (int e = 0; e < input.size(); e++) {
            inputs[input.index(e)] = input.value(e);
        }
        for (int token = 0; token < TOKENS; token++) {
            for (int o = 0; o < OUT; o++) {
                double largest = 0;
                for (int i = 0; i < IN; i++) {
                    largest = Math.max(largest, Math.abs(weights[o * IN + i]));
                }
                for (int first = 0; first < IN; first += 32) {
                    double full = 0;
                    double sum = 0;
                    for (int i = first; i < Math.min(IN, first + 32); i++) {
                        full = Math.max(full, Math.abs(inputs[token * IN + i]));
                        sum += inputs[token * IN + i] * weights[o * IN + i];
                    }
                    most = full == 0 || largest == 0 ? most : Math.max(most, Math.abs(sum) / full / largest);
                }
            }
        }
        assertEquals(most, found, 1e-3 * most);
    }

    @Test
    void shouldReadTheSameBitsByAnyKernels() {
        final Hardware noisy = TILES.with(
                        new ConverterPlan(8, 0.1, 0.5, 1).withDacBits(8).withMismatch(0.5, 0.01))
                .with(Cells.OWN.with(PhaseChangeMemory.standard()).withAge(3600).withOwnNoise())
                .with(new TokenDrive(0.04, true));

        final float[] scalar = on(noisy, SCALAR);
        assertArrayEquals(scalar, on(noisy, SCALAR));
        assertArrayEquals(scalar, on(noisy, KernelsLookup.find("auto").kernels()));
        assertTrue(error(exact(), scalar) > 0.01);
    }

    @Test
    void shouldDrawNoiseOfItsDeviationByTheRead() {
        final Hardware noisy = TILES.with(new TokenDrive(0.04, false));
        final Synapses synapses = placed(noisy, SCALAR).connect(GRAPH.node("map"), MATRIX);
        final float[] quiet = on(TILES, SCALAR);
        double squares = 0;
        int count = 0;
        for (int read = 0; read < 50; read++) {
            final float[] found = read(synapses, read);
            assertArrayEquals(found, read(synapses, read));
            final int o = 5; // the empty column: scale 1, and noise alone, of three tiles of the 21st token
            final int at = 20 * OUT + o;
            squares += Math.pow(found[at] - quiet[at], 2);
            count++;
        }
        double full = 0;
        final SpikeList input = input();
        final double[] most = new double[3];
        for (int e = 0; e < input.size(); e++) {
            if (input.index(e) / IN == 20) {
                final int tile = input.index(e) % IN / 32;
                most[tile] = Math.max(most[tile], Math.abs(input.value(e)));
            }
        }
        for (final double each : most) {
            full += each * each;
        }
        assertEquals(0.04 * Math.sqrt(full), Math.sqrt(squares / count), 0.04 * Math.sqrt(full) * 0.3); // 3 deviations
    }

    @Test
    void shouldBringBackWhatDriftTook() {
        final Cells old = Cells.OWN.with(PhaseChangeMemory.standard()).withAge(3.15e8);
        final double plain = error(exact(), on(TILES.with(old), SCALAR));
        final double compensated = error(exact(), on(TILES.with(old).with(new TokenDrive(0, true)), SCALAR));

        assertTrue(plain > 0.5, "without " + plain);
        assertTrue(compensated < 0.3, "with " + compensated);
    }

    @Test
    void shouldServeOtherDevices() {
        final Hardware rram = TILES.with(Cells.OWN.with(TargetRram.wan()));

        final double error = error(exact(), on(rram, SCALAR));
        assertTrue(error > 1e-3 && error < 0.5, "rram " + error);
    }

    @Test
    void shouldAllocateNothing() {
        final Hardware noisy =
                TILES.with(new ConverterPlan(8, 0, 0, 1).withDacBits(8)).with(new TokenDrive(0.04, true));
        final Session session = Network.of(
                        GRAPH, Map.of(), placed(noisy, SCALAR).calibrated(Map.of(), TokenDriveTest::show), SCALAR)
                .newSession();
        final SpikeList input = input();
        Allocation.assertNone(() -> {
            session.reset(1);
            session.step(input);
        });
    }

    /** Cells stay those of a node, whatever graph they lie in beside. */
    @Test
    void shouldKeepItsCellsInAWiderGraph() {
        final Graph wider = new GraphBuilder()
                .input("tokens", new Shape(IN, 1, TOKENS))
                .node("first", new Linear(IN, 1f, false, true), "tokens")
                .node("map", new Linear(OUT, 0.5f, false, true), "tokens", "first")
                .build("map");
        final Hardware noisy =
                TILES.with(Cells.OWN.with(PhaseChangeMemory.standard())).with(new TokenDrive(0.04, true));
        final Placed placed = placed(noisy, SCALAR);
        final Weights others = new Weights() {
            @Override
            public Synapses exact(Node node, Matrix matrix) {
                return WeightedSynapses.of(matrix, new float[matrix.weights()], SCALAR);
            }

            @Override
            public MemristorArray cells(Node node, Matrix matrix) {
                throw new AssertionError("they are there");
            }
        };

        final float[] alone = read(placed.connect(GRAPH.node("map"), MATRIX), 1);
        final Placed within = placed.within(wider, others);
        assertArrayEquals(alone, read(within.connect(wider.node("map"), Matrix.of(wider, "map")), 1));
        assertTrue(within.connect(wider.node("first"), Matrix.of(wider, "first")) instanceof WeightedSynapses);
    }

    @Test
    void shouldRefuseWhatTokensDoNotDrive() {
        final Graph conv = Graph.chain(new Shape(1, 4, 4), List.of(new Conv2d(2, 3, 1, 0, 1f)));
        final Matrix matrix = Matrix.of(conv, "0");
        assertEquals(
                "node 0: tiles driven by tokens: expected a full connection of vectors, found conv2d of "
                        + matrix.input(),
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Placement(TILES, 1)
                                        .on(conv, mapped(), SCALAR)
                                        .connect(conv.node("0"), matrix))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> TILES.withReadNoise(0.1));
        assertThrows(IllegalArgumentException.class, () -> TILES.with(Tiles.WHOLE));
        assertThrows(
                IllegalArgumentException.class,
                () -> TILES.with(new ConverterPlan(8, 0, 0, 1).with(DigitalUnit.FLOATING)));
        assertThrows(IllegalArgumentException.class, () -> new TokenDrive(-1, true));
        assertEquals(
                "node map: expected tiles that tokens drive, found others",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> placed(Hardware.IDEAL, SCALAR).tokenCells(GRAPH.node("map"), MATRIX))
                        .getMessage());
    }

    private static Weights mapped() {
        return new Weights() {
            @Override
            public Synapses exact(Node node, Matrix matrix) {
                throw new AssertionError();
            }

            @Override
            public MemristorArray cells(Node node, Matrix matrix) {
                return MemristorArray.mapped(matrix, new float[matrix.weights()], FormedRram.prime(), 0);
            }
        };
    }
}
