package io.memspike.memristor.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.testing.Outside;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Phase-change pairs over ten years with their compensation, against an independent program's for given normal numbers. */
class GoldenCompensationTest {
    private static final Matrix MATRIX = new Matrix(new Linear(16, 1f), Shape.vector(64));
    private static final TileMapping TILES = TileMapping.of(MATRIX, ArrayGeometry.PRIME.withTile(32, 512));
    private static final double MAX = 25e-6;
    private static final double TOLERANCE = 1e-4; // times a tensor's largest, as the golden file's notes ask for

    private SafetensorsFile golden;

    @BeforeEach
    void open() throws IOException {
        golden = SafetensorsFile.open(Outside.file("golden/s4/pcm_lora.safetensors"));
    }

    @AfterEach
    void close() throws IOException {
        if (golden != null) {
            golden.close();
        }
    }

    /** The device with given normal numbers for its chance; cells come in order, G⁺ and G⁻ of each weight. */
    private final class Given implements ProgrammableDevice {
        private final PhaseChangeMemory cells = PhaseChangeMemory.standard();
        private final float[][] program = both("program");
        private final float[][] drift = both("drift");
        private final float[][] read;
        private int programmed;
        private int drifted;
        private int reads;

        Given(int time) throws IOException {
            read = both("read." + time);
        }

        private static float next(float[][] draws, int cell) {
            return draws[cell % 2][cell / 2 % draws[0].length];
        }

        @Override
        public ConductanceRange range() {
            return cells.range();
        }

        @Override
        public double programSiemens(double targetSiemens, RandomStream stream) {
            return cells.programmedSiemens(targetSiemens, next(program, programmed++));
        }

        @Override
        public double siemensAfter(double target, double before, double seconds, RandomStream stream) {
            return PhaseChangeMemory.driftedSiemens(
                    before, seconds, cells.driftExponent(target, next(drift, drifted++)));
        }

        @Override
        public double readSiemens(double target, double present, double seconds, RandomStream stream) {
            return Math.max(0, present + cells.readSigmaSiemens(target, present, seconds) * next(read, reads++));
        }

        @Override
        public ProgrammableDevice withLevels(int levels) {
            throw new UnsupportedOperationException();
        }
    }

    private float[][] both(String draw) throws IOException {
        return new float[][] {floats("draw." + draw + ".plus"), floats("draw." + draw + ".minus")};
    }

    private float[] floats(String tensor) throws IOException {
        return golden.tensor(tensor).floats();
    }

    private void assertClose(String tensor, double[] found, double unit) throws IOException {
        final float[] expected = floats(tensor);
        double largest = 0;
        for (final float each : expected) {
            largest = Math.max(largest, Math.abs(each));
        }
        assertEquals(expected.length, found.length);
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i] / unit, TOLERANCE * largest, tensor + " " + i);
        }
    }

    @Test
    void shouldKeepAndCompensateAsTheGoldenCells() throws IOException {
        final MemristorArray weights = MemristorArray.mapped(MATRIX, floats("weight"), FormedRram.prime(), 0);
        final float[] times = floats("times");
        for (int t = 0; t < times.length; t++) {
            final MemristorArray fresh = weights.programmedOnto(new Given(t), WriteVerify.once(), 1);
            assertClose("programmed.plus", fresh.positiveSiemens(), MAX);
            assertClose("programmed.minus", fresh.negativeSiemens(), MAX);

            final MemristorArray aged = fresh.after(times[t], 1);
            assertClose("drifted." + t + ".plus", aged.positiveSiemens(), MAX);
            assertClose("drifted." + t + ".minus", aged.negativeSiemens(), MAX);

            final MemristorArray read = aged.readOnce(1);
            assertClose("read." + t, doubles(read.weights()), 1);

            final double[] factors = DriftCompensation.factors(fresh, read, TILES);
            assertClose("compensation." + t, factors, 1);
            final double[] effective = doubles(read.weights());
            for (int i = 0; i < effective.length; i++) {
                effective[i] *= factors[TILES.tile(i % 64, i / 64)];
            }
            assertClose("effective." + t, effective, 1);
        }
    }

    private static double[] doubles(float[] values) {
        final double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
