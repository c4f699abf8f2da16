package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterCalibrationTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final Samples DIGITS = Digits.training();
    private static final Model MODEL =
            ClassifierTraining.start(Digits.plan("mlp", Mode.PRUNE, 1), DIGITS).model();

    private static FullScales calibrated(ConverterPlan plan, Kernels kernels) {
        return calibrated(MODEL, plan, kernels);
    }

    private static FullScales calibrated(Model model, ConverterPlan plan, Kernels kernels) {
        return ModelNetwork.calibrated(model, placement(model, plan), DIGITS, kernels)
                .fullScales();
    }

    private static Placement placement(Model model, ConverterPlan plan) {
        return ModelNetwork.placement(model, Hardware.WHOLE.with(plan), 1);
    }

    private static Kind kind(String node) {
        return MODEL.graph().node(node).kind();
    }

    private static List<Float> firstLayerMagnitudes() {
        final Synapses synapses =
                ModelNetwork.of(MODEL, DIGITS.shape(), FASTEST, ReadNoise.NONE).synapses("fc1");
        final Synapses.Reader reader = synapses.open();
        final EventFrames frames = EventFrames.of(DIGITS);
        final float[] current = new float[synapses.output().size() + Synapses.PADDING];
        final List<Float> magnitudes = new ArrayList<>();
        for (int i = 0; i < ConverterCalibration.SAMPLES; i++) {
            DIGITS.load(i, frames);
            for (int t = 0; t < frames.steps(); t++) {
                Arrays.fill(current, 0f);
                reader.accumulate(frames.step(t), 0, current);
                for (int o = 0; o < synapses.output().size(); o++) {
                    if (current[o] != 0f) {
                        magnitudes.add(Math.abs(current[o]));
                    }
                }
            }
        }
        magnitudes.sort(null);
        return magnitudes;
    }

    @Test
    void shouldHoldTheGivenShareOfTheCurrents() {
        final List<Float> magnitudes = firstLayerMagnitudes();
        final int n = magnitudes.size();

        assertEquals(
                magnitudes.get(n - 1).doubleValue(),
                calibrated(new ConverterPlan(8, 0, 0, 1), FASTEST).columns().get("fc1"));
        assertEquals(
                magnitudes.get((int) Math.ceil(0.99 * n) - 1).doubleValue(),
                calibrated(new ConverterPlan(8, 0, 0, 0.99), FASTEST).columns().get("fc1"));
    }

    @Test
    void shouldKeepLsbsWithinAQuarterOfTheSurrogateWindowWhereNeuronsSpike() {
        final ConverterPlan plan = new ConverterPlan(3, 0, 0, 1);
        final Map<String, Double> spiking = calibrated(plan, FASTEST).columns();
        final Model readOut = new Model(
                Graph.chain(MODEL.graph().input(), List.of(kind("fc1"), kind("readout"), new Mean())),
                Map.of("0.weight", MODEL.weights("fc1")),
                Map.of("0", MODEL.masks().get("fc1")),
                Map.of(),
                Map.of());
        final List<Float> magnitudes = firstLayerMagnitudes();

        assertEquals(8 * 0.25 / 2, spiking.get("fc1")); // 8 codes of 0.25; its sums reach 8.9
        assertTrue(spiking.get("fc2") <= 1, spiking.toString());
        assertEquals( // the same sums where a read-out takes them
                magnitudes.get(magnitudes.size() - 1).doubleValue(),
                calibrated(readOut, plan, FASTEST).columns().get("0"));
    }

    @Test
    void shouldDriveRowsWithDacsThatReachTheLargestInput() {
        final ConverterPlan eight = ConverterPlan.EXACT.withDacBits(8);
        final FullScales driven = calibrated(eight, FASTEST);
        final EventFrames frames = EventFrames.of(DIGITS);
        float largest = 0;
        for (int i = 0; i < ConverterCalibration.SAMPLES; i++) {
            DIGITS.load(i, frames);
            for (int t = 0; t < frames.steps(); t++) {
                for (int e = 0; e < frames.step(t).size(); e++) {
                    largest = Math.max(largest, frames.step(t).value(e));
                }
            }
        }

        assertEquals(Map.of("fc1", (double) largest, "fc2", 1.0, "fc3", 1.0), driven.rows()); // spikes are 1
        assertEquals(Map.of(), driven.columns());
        assertEquals(Set.of(), driven.signed());
        // spikes are a DAC's full scale, and counts up to 255 lie on its grid only where that is a multiple of them
        final float[] exact = answers(ConverterPlan.EXACT, FullScales.NONE);
        assertArrayEquals(exact, answers(eight, new FullScales(Map.of(), Map.of("fc1", 255.0), 1)));
        final ConverterPlan coarse = ConverterPlan.EXACT.withDacBits(1);
        assertTrue(!Arrays.equals(exact, answers(coarse, calibrated(coarse, FASTEST))));
    }

    @Test
    void shouldCorrectMismatchedColumns() {
        final ConverterPlan even = new ConverterPlan(8, 0, 0, 1);
        final FullScales scales = calibrated(even, FASTEST);
        final ConverterPlan uneven = even.withMismatch(4, 0.1);
        final float[] expected = answers(even, scales);

        final double raw = distance(expected, answers(uneven, scales));
        for (final DigitalUnit unit : new DigitalUnit[] {new DigitalUnit(8), DigitalUnit.FLOATING}) {
            final double after = distance(expected, answers(uneven.with(unit), scales));
            assertTrue(after < raw / 2, unit + ": " + after + " of " + raw);
        }
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(squares);
    }

    @Test
    void shouldCalibrateEachLayerBehindTheConvertersBeforeIt() {
        final Map<String, Double> fine =
                calibrated(new ConverterPlan(16, 0, 0, 1), FASTEST).columns();
        final Map<String, Double> coarse =
                calibrated(new ConverterPlan(8, 0.9, 0, 1), FASTEST).columns();

        assertEquals(List.of("fc1", "fc2", "fc3"), List.copyOf(fine.keySet()));
        assertEquals(fine.get("fc1"), coarse.get("fc1")); // nothing before it
        assertNotEquals(fine.get("fc2"), coarse.get("fc2"));
        assertNotEquals(fine.get("fc3"), coarse.get("fc3"));
    }

    @Test
    void shouldNotDependOnTheKernels() {
        final ConverterPlan plan = new ConverterPlan(4, 0.8, 0.5, 0.999);

        assertEquals(calibrated(plan, FASTEST), calibrated(plan, new ScalarKernels()));
    }

    @Test
    void shouldGiveASilentLayerAFullScaleOfOne() {
        // codes −1 and 0 alone: no neuron of the first layer ever fires
        final Map<String, Double> scales =
                calibrated(new ConverterPlan(1, 0, 0, 1), FASTEST).columns();

        assertEquals(1, scales.get("fc2"));
        assertEquals(1, scales.get("fc3"));
    }

    @Test
    void shouldChangeTheAnswersLessTheMoreBitsThereAre() {
        final float[] exact = answers(ConverterPlan.EXACT, FullScales.NONE);

        double before = Double.MAX_VALUE;
        for (final int bits : new int[] {7, 11, 16}) {
            final ConverterPlan plan = new ConverterPlan(bits, 0, 0, 1);
            final float[] found = answers(plan, calibrated(plan, FASTEST));
            double squares = 0;
            for (int i = 0; i < exact.length; i++) {
                squares += Math.pow(found[i] - exact[i], 2);
            }
            assertTrue(squares > 0 && squares < before / 4, squares + " at " + bits + " bits, before " + before);
            before = squares;
        }
    }

    private static float[] answers(ConverterPlan plan, FullScales scales) {
        final Network network = ModelNetwork.of(
                MODEL, DIGITS.shape(), FASTEST, placement(MODEL, plan).with(scales));
        return new ClassifierEvaluation(network, DIGITS, 2, done -> {})
                .record()
                .trajectories()
                .potentials();
    }

    @Test
    void shouldPassCurrentsAsTheyAreWithoutConverters() {
        final Placement trained = ModelNetwork.trainedWith(MODEL);
        final Network network = ModelNetwork.of(MODEL, DIGITS.shape(), FASTEST, trained);

        assertTrue(trained.standard().converters().isExact());
        assertEquals(FullScales.NONE, trained.fullScales());
        assertInstanceOf(WeightedSynapses.class, network.synapses("fc1"));
        final Placement unranged = placement(MODEL, new ConverterPlan(4, 0, 0, 1));
        assertInstanceOf(
                WeightedSynapses.class,
                ModelNetwork.of(MODEL, DIGITS.shape(), FASTEST, unranged).synapses("fc1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | 0   | 0  | 1   | converters: expected 0 to 16 bits, found -1",
                "0  | 0.5 | 0  | 1   | converters: expected at least 1 ADC bit with errors or a digital unit, which ADCs have, found 0",
                "17 | 0   | 0  | 1   | converters: expected 0 to 16 bits, found 17",
                "4  | 1.1 | 0  | 1   | non-linearity: expected a cubic strength in [-0.5, 1], found 1.1",
                "4  | 0   | -1 | 1   | ADC: expected finite thermal noise of at least 0 LSB, found -1.0",
                "4  | 0   | 0  | 1.5 | full scale: expected a quantile in (0, 1], found 1.5"
            })
    void shouldRefuseConvertersThatCannotBe(
            int bits, double nonlinearity, double noise, double quantile, String message) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ConverterPlan(bits, nonlinearity, noise, quantile))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[1]          | adcFullScales: expected numbers by node, found an array",
                "null         | adcFullScales: expected numbers by node, found null",
                "1            | adcFullScales: expected numbers by node, found 1",
                "{'fc1':null}   | adcFullScales: field fc1: expected a number, found null",
                "{'fc1':'1'}    | adcFullScales: field fc1: expected a number, found ~1~",
                "{'fc1':0}      | adcFullScales: field fc1: expected a number above 0, found 0",
                "{'fc1':1e400}  | adcFullScales: field fc1: expected a finite number, found one beyond 1.7976931348623157E308",
                "{'n1':2}     | adcFullScales: field n1: expected the name of a node with weights, found 'n1'",
                "{'00':2}     | adcFullScales: field 00: expected the name of a node with weights, found '00'",
            })
    void shouldRefuseFullScalesThatAreNone(String scales, String reason) {
        final String plan = Digits.plan("mlp", Mode.PRUNE, 1)
                .withConverters(new ConverterPlan(4, 0, 0, 1))
                .toJson();

        assertRefused(plan, scales.replace('\'', '"'), reason.replace('~', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "null | trainedWith: expected an object, found null",
                "[]   | trainedWith: expected an object, found an array",
                "7    | trainedWith: expected an object, found 7",
            })
    void shouldRefuseFullScalesWithoutTheirPlan(String plan, String reason) {
        assertRefused(plan, "{\"fc1\":1.5}", reason);
        assertRefused(
                Digits.plan("mlp", Mode.PRUNE, 1).toJson(),
                "{\"fc1\":1.5}",
                "trainedWith: expected the plan of the converters that adcFullScales are of, found none");
        assertRefused(
                null,
                "{\"fc1\":1.5}",
                "trainedWith: expected the plan of the converters that adcFullScales are of, found none");
    }

    private static void assertRefused(String plan, String scales, String reason) {
        final Map<String, String> metadata = new TreeMap<>(MODEL.metadata());
        metadata.remove("trainedWith");
        if (plan != null) {
            metadata.put("trainedWith", plan);
        }
        metadata.put("adcFullScales", scales);
        final Model torn = new Model(MODEL.graph(), MODEL.tensors(), MODEL.masks(), Map.of(), metadata);

        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> ModelNetwork.trainedWith(torn))
                        .getMessage());
    }
}
