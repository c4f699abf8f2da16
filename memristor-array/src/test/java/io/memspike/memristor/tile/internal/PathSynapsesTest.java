package io.memspike.memristor.tile.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.Adc;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.converter.Resolution;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.device.TargetRram;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.WeightSlicing;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PathSynapsesTest {
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();
    private static final ArrayGeometry XNOR = ArrayGeometry.XNOR;
    private static final MagneticMemory MRAM = MagneticMemory.standard();

    private static MemristorArray given(Matrix matrix, float... weights) {
        return MemristorArray.mapped(matrix, weights, FormedRram.prime(), 0);
    }

    private static float[] floats(JsonNode array) {
        final float[] floats = new float[array.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) array.get(i).asDouble();
        }
        return floats;
    }

    private static double[] siemens(JsonNode ohms) {
        final double[] siemens = new double[ohms.size()];
        Arrays.setAll(siemens, i -> 1 / ohms.get(i).asDouble());
        return siemens;
    }

    private static float[] currents(Synapses synapses, float... inputs) {
        final SpikeList list = new SpikeList(inputs.length);
        list.compact(inputs, inputs.length);
        return TileCase.read(synapses, list, 0);
    }

    /** The circuit, ohm by ohm, by an independent program. */
    @Test
    void shouldReadWhatTheCircuitSays() throws IOException {
        final JsonNode golden;
        try (InputStream in = PathSynapsesTest.class.getResourceAsStream("paths.json")) {
            golden = JsonMapper.builder().build().readTree(in);
        }
        final Matrix matrix = new Matrix(new Linear(3, 0.5f), Shape.vector(70));
        final MemristorArray array = given(matrix, floats(golden.get("weights")))
                .programmedOnto(MRAM, WriteVerify.once(), 1)
                .behindWires(siemens(golden.get("firstOhms")), siemens(golden.get("secondOhms")));
        final ColumnReadout fourBits = new AdcReadout(Adc.sar(Resolution.bipolar(4)), 24, 1, 0);
        for (int sample = 0; sample < 2; sample++) {
            final float[] inputs = floats(golden.get("inputs").get(sample));

            assertArrayEquals(
                    floats(golden.get("exact").get(sample)),
                    currents(PathSynapses.of(array, XNOR, ColumnReadout.EXACT, KERNELS), inputs),
                    1e-4f);
            assertArrayEquals(
                    floats(golden.get("read").get(sample)),
                    currents(PathSynapses.of(array, XNOR, fourBits, KERNELS), inputs),
                    1e-5f);
        }
    }

    @Test
    void shouldCountAgreementsLessDisagreementsWhereCellsMeetTheirTargets() {
        final Matrix matrix = new Matrix(new Conv2d(1, 2, 1, 0, 1f), new Shape(1, 2, 3));
        final MemristorArray own = given(matrix, 3, -3, 3, 3);
        final MemristorArray exact = own.programmedOnto(MRAM.withDeviations(0), WriteVerify.once(), 1);
        // two positions: (1, -1, 1, 1) and (-1, 1, 1, -1), against (+, -, +, +): 4 and 0 - 2 agree, 2 do not -> 3·4,
        // 3·-2
        final float[] inputs = {1, -1, 1, 1, 1, -1};

        final float[] all = currents(PathSynapses.meeting(own, XNOR, ColumnReadout.EXACT, KERNELS), inputs);

        assertArrayEquals(new float[] {12, -6}, all);
        assertArrayEquals(all, currents(PathSynapses.of(exact, XNOR, ColumnReadout.EXACT, KERNELS), inputs), 1e-5f);
    }

    @Test
    void shouldAllocateNothingOnceOpened() {
        final Matrix matrix = new Matrix(new Linear(70, 1f), Shape.vector(70)); // four arrays
        final float[] signs = new float[matrix.weights()];
        Arrays.fill(signs, 1);
        final MemristorArray array = given(matrix, signs).programmedOnto(MRAM, WriteVerify.once(), 1);
        final ColumnReadout fourBits = new AdcReadout(Adc.sar(Resolution.bipolar(4)), 24, 1, 0);
        final Synapses.Reader reader =
                PathSynapses.of(array, XNOR, fourBits, KERNELS).open();
        final SpikeList list = new SpikeList(70);
        for (int i = 0; i < 70; i++) {
            list.add(i, i % 2 == 0 ? 1 : -1);
        }
        final float[] current = new float[70 + Synapses.PADDING];

        Allocation.assertNone(() -> {
            for (int r = 0; r < 1000; r++) {
                reader.accumulate(list, r, current);
            }
        });
    }

    @Test
    void shouldRefuseWhatPathsCannotHoldOrTake() {
        final Matrix two = new Matrix(new Linear(1, 1f), Shape.vector(2));
        final MemristorArray own = given(two, 1, -1);
        final Synapses paths = PathSynapses.meeting(own, XNOR, ColumnReadout.EXACT, KERNELS);
        refused("expected inputs of 1 or -1, found 0.5 at input 1", () -> currents(paths, 1, 0.5f));
        refused("expected inputs of 1 or -1, found 0.0 at input 0", () -> currents(paths, 0, 1));
        refused("expected inputs of 1 or -1, found 0.0 at input 1", () -> currents(paths, 1, 0));
        refused(
                "expected weights of one magnitude, none of them pruned, found 2.0 beside 1.0 at index 1",
                () -> PathSynapses.requireBinary(given(two, 1, 2)));
        refused(
                "none of them pruned, found 0.0 beside 1.0 at index 1",
                () -> PathSynapses.requireBinary(own.disconnect(new byte[] {1, 0})));
        refused(
                "expected cells that were written to one of two states, as mram, found FormedRram",
                () -> PathSynapses.of(own, XNOR, ColumnReadout.EXACT, KERNELS));
        refused(
                "one of two states, as mram, found TargetRram",
                () -> PathSynapses.of(
                        own.programmedOnto(TargetRram.wan(), WriteVerify.once(), 1),
                        XNOR,
                        ColumnReadout.EXACT,
                        KERNELS));
        refused(
                "expected cells that conduct, found 0.0 siemens at index 1",
                () -> PathSynapses.of(
                        own.programmedOnto(MRAM, WriteVerify.once(), 1)
                                .behindWires(new double[] {1e-4, 0}, new double[] {1e-4, 1e-4}),
                        XNOR,
                        ColumnReadout.EXACT,
                        KERNELS));
        final Matrix padded = new Matrix(new Conv2d(1, 3, 1, 1, 1f), new Shape(1, 3, 3));
        refused(
                "expected an input of 1 or -1 for each row, found none for row 0 at position 0: padding has none",
                () -> PathSynapses.meeting(
                        given(padded, 1, 1, 1, 1, 1, 1, 1, 1, 1), XNOR, ColumnReadout.EXACT, KERNELS));
        final TileCase analog = TileCase.random(1);
        refused(
                "expected columns that add up currents, found signs=PATHS",
                () -> new TiledSynapses(analog.array(), TileSpec.ideal(XNOR, analog.grid()), KERNELS));
        refused(
                "expected no slices and one read where inputs choose paths",
                () -> new ArrayGeometry(64, 128, SignScheme.PATHS, new WeightSlicing(2, 1), InputDrive.PULSE_WIDTH));
    }

    private static void refused(String expected, Executable what) {
        final String message =
                assertThrows(IllegalArgumentException.class, what).getMessage();
        assertEquals(expected, message.contains(expected) ? expected : message);
    }
}
