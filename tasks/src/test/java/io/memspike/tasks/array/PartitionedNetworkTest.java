package io.memspike.tasks.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Session;
import io.memspike.datasets.BinaryImages;
import io.memspike.datasets.Split;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import io.memspike.memristor.wire.PartitionedCrossbar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionedNetworkTest {
    private static final Model MODEL = BinaryDigits.network();
    private static final BinaryImages DIGITS = BinaryDigits.of(Split.TEST, 40);
    private static final Kernels KERNELS = new ScalarKernels();

    private static PartitionedNetwork network(BinaryCells cells, Partition... partitions) {
        return PartitionedNetwork.of(MODEL, List.of(partitions), cells, KERNELS, 1, done -> {});
    }

    private static PartitionedNetwork whole(BinaryCells cells) {
        return network(cells, Partition.NONE, Partition.NONE, Partition.NONE);
    }

    /** What became of one image. */
    private record Outcome(int answer, double powerWatts) {}

    private static Outcome run(PartitionedNetwork network, int image) {
        final Session session = network.network().newSession();
        final EventFrames frames = EventFrames.of(DIGITS);
        DIGITS.load(image, frames);
        session.step(frames.step(0));
        return new Outcome(session.decision(), network.powerWatts(session));
    }

    /** The network as arithmetic in doubles, and Σ V²·G of its pairs: every pair has 1/low + 1/high. */
    private static Outcome digital(float[] pixels, double supply) {
        final double pair = 1 / 5e3 + 1 / 15e3;
        double power = 0;
        double[] x = new double[pixels.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = pixels[i];
        }
        int answer = 0;
        for (int l = 1; l <= 3; l++) {
            final float[] weights = MODEL.weights(BinaryNetwork.layer(l));
            final float[] biases = MODEL.tensors().get(BinaryNetwork.layer(l) + ".bias");
            final float gain = MODEL.tensors().get(BinaryNetwork.gain(l) + ".scale")[0];
            final double[] y = new double[biases.length];
            double best = Double.NEGATIVE_INFINITY;
            for (int o = 0; o < y.length; o++) {
                double sum = biases[o];
                power += supply * supply * pair;
                for (int i = 0; i < x.length; i++) {
                    sum += weights[o * x.length + i] * x[i];
                    power += supply * supply * x[i] * x[i] * pair;
                }
                y[o] = 1 / (1 + Math.exp(-gain * sum));
                if (sum > best) {
                    best = sum;
                    answer = o;
                }
            }
            x = y;
        }
        return new Outcome(answer, power);
    }

    @Test
    void shouldBeTheArithmeticNetworkWithoutResistanceHoweverItIsCut() {
        final BinaryCells ideal = new BinaryCells(5e3, 15e3, LineResistances.NONE, 0.8);
        final PartitionedNetwork cut = network(ideal, new Partition(16, 3), new Partition(10, 6), new Partition(1, 2));

        for (int n = 0; n < DIGITS.size(); n++) {
            final Outcome expected = digital(BinaryDigits.pixels(DIGITS, n), 0.8);
            final Outcome uncut = run(whole(ideal), n);
            assertEquals(expected.answer(), uncut.answer());
            assertEquals(expected.powerWatts(), uncut.powerWatts(), 1e-7 * expected.powerWatts()); // neurons are floats
            assertEquals(uncut.answer(), run(cut, n).answer());
            assertEquals(uncut.powerWatts(), run(cut, n).powerWatts(), 1e-12 * uncut.powerWatts());
        }
    }

    /** A layer behind wires in doubles, as the cells' conductances make it, biases in the last row. */
    private static PartitionedCrossbar crossbar(int layer, Partition partition) {
        final float[] weights = MODEL.weights(BinaryNetwork.layer(layer));
        final float[] biases = MODEL.tensors().get(BinaryNetwork.layer(layer) + ".bias");
        final int inputs = weights.length / biases.length;
        final double[][] siemens = new double[inputs + 1][2 * biases.length];
        for (int i = 0; i <= inputs; i++) {
            for (int o = 0; o < biases.length; o++) {
                final boolean isPositive = (i == inputs ? biases[o] : weights[o * inputs + i]) > 0;
                siemens[i][2 * o] = 1 / (isPositive ? 5e3 : 15e3);
                siemens[i][2 * o + 1] = 1 / (isPositive ? 15e3 : 5e3);
            }
        }
        return PartitionedCrossbar.of(
                siemens, partition.tiles(inputs + 1, biases.length), BinaryDigits.CELLS.lines(), 1, done -> {});
    }

    /** Currents I⁺ − I⁻ in units of a weight of 1. */
    private static double[] differences(PartitionedCrossbar crossbar, double[] voltages) {
        final double[] differences = new double[crossbar.effective()[0].length / 2];
        for (int i = 0; i < voltages.length; i++) {
            final double[] row = crossbar.effective()[i];
            for (int o = 0; o < differences.length; o++) {
                differences[o] += voltages[i] * (row[2 * o] - row[2 * o + 1]) / (1 / 5e3 - 1 / 15e3);
            }
        }
        return differences;
    }

    @Test
    void shouldHaveTheCurrentsOfDoublesBehindWires() {
        final List<Partition> partitions = List.of(new Partition(8, 3), new Partition(2, 1), new Partition(1, 2));
        final PartitionedNetwork network =
                PartitionedNetwork.of(MODEL, partitions, BinaryDigits.CELLS, KERNELS, 1, done -> {});
        final List<PartitionedCrossbar> crossbars =
                List.of(crossbar(1, partitions.get(0)), crossbar(2, partitions.get(1)), crossbar(3, partitions.get(2)));
        final Session session = network.network().newSession();
        final EventFrames frames = EventFrames.of(DIGITS);
        for (int n = 0; n < DIGITS.size(); n++) {
            DIGITS.load(n, frames);
            session.step(frames.step(0));
            final float[] pixels = BinaryDigits.pixels(DIGITS, n);
            double[] voltages = new double[401];
            Arrays.setAll(voltages, i -> i < 400 ? pixels[i] : 1);
            double power = 0;
            for (int l = 1; l <= 3; l++) {
                final double[] expected = differences(crossbars.get(l - 1), voltages);
                power += crossbars.get(l - 1).power(voltages);
                final float[] found = new float[expected.length];
                session.values(BinaryNetwork.layer(l), found);
                final double largest =
                        Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                for (int o = 0; o < found.length; o++) {
                    assertEquals(expected[o], found[o], 1e-6 * largest, "image " + n + " layer " + l);
                }
                final double gain = MODEL.tensors().get(BinaryNetwork.gain(l) + ".scale")[0];
                voltages = new double[expected.length + 1];
                Arrays.setAll(voltages, o -> o < expected.length ? 1 / (1 + Math.exp(-gain * expected[o])) : 1);
            }
            assertEquals(power, network.powerWatts(session), 1e-6 * power);
        }
    }

    @Test
    void shouldSetGainsForWhatWiresLose() {
        final PartitionedNetwork ideal = whole(BinaryDigits.CELLS.ideal());
        final PartitionedNetwork real = whole(BinaryDigits.CELLS);

        assertArrayEquals(new double[] {1, 1, 1}, real.corrections());
        assertArrayEquals(
                new double[] {1, 1, 1}, ideal.calibrated(ideal, DIGITS).corrections(), 1e-12);
        final double[] found = real.calibrated(ideal, DIGITS).corrections();
        assertTrue(found[0] > 5, "401 rows lose most: " + found[0]);
        assertTrue(found[2] > 1 && found[2] < 1.2, "7 rows lose little: " + found[2]);
        assertArrayEquals(
                found, real.calibrated(ideal, DIGITS).calibrated(ideal, DIGITS).corrections(), 1e-12);
    }

    @Test
    void shouldTakeLessPowerBehindWires() {
        final double ideal = run(whole(BinaryDigits.CELLS.ideal()), 0).powerWatts();
        final double real = run(whole(BinaryDigits.CELLS), 0).powerWatts();

        assertTrue(real > 0 && real < 0.7 * ideal, real + " of " + ideal);
    }

    @Test
    void shouldJudgeWithTheSameBitsOnAnyNumberOfThreadsAndKernels() {
        final PartitionedNetwork network = whole(BinaryDigits.CELLS);
        final PartitionStudy.Evaluation one = network.evaluate(DIGITS, 1);
        final PartitionedNetwork selected = PartitionedNetwork.of(
                MODEL,
                PartitionStudy.whole(3),
                BinaryDigits.CELLS,
                KernelsLookup.find("auto").kernels(),
                2,
                done -> {});

        assertEquals(one, network.evaluate(DIGITS, 3));
        assertEquals(one, selected.evaluate(DIGITS, 2));
        int correct = 0;
        for (int n = 0; n < DIGITS.size(); n++) {
            correct += run(network, n).answer() == DIGITS.label(n) ? 1 : 0;
        }
        assertEquals(correct / 40.0, one.accuracy());
    }

    @Test
    void shouldTellHowManyCrossbarsAreSolved() {
        final List<Integer> progress = new ArrayList<>();
        PartitionedNetwork.of(
                MODEL,
                List.of(new Partition(1, 2), Partition.NONE, new Partition(2, 1)),
                BinaryDigits.CELLS,
                KERNELS,
                1,
                progress::add);

        assertEquals(List.of(1, 2, 3, 4, 5), progress);
    }

    private static Model with(String tensor, int at, float value) {
        final Map<String, float[]> tensors = new LinkedHashMap<>(MODEL.tensors());
        final float[] changed = tensors.get(tensor).clone();
        changed[at] = value;
        tensors.put(tensor, changed);
        return new Model(MODEL.graph(), tensors, Map.of(), Map.of(), Map.of());
    }

    private static PartitionedNetwork on(Model model) {
        return PartitionedNetwork.of(model, PartitionStudy.whole(3), BinaryDigits.CELLS, KERNELS, 1, done -> {});
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        refused(
                "partitions: expected 3, one for each layer, found 1",
                () -> network(BinaryDigits.CELLS, Partition.NONE));
        refused(
                "layer 2: horizontal partitions: expected 1 to 10, the layer's word lines, found 11",
                () -> network(BinaryDigits.CELLS, Partition.NONE, new Partition(11, 1), Partition.NONE));
        refused(
                "cells: expected 0 < low < high resistance in ohm, found low 15000.0 high 5000.0",
                () -> new BinaryCells(15e3, 5e3, LineResistances.NONE, 1));
        refused(
                "supply: expected more than 0 V, found NaN",
                () -> new BinaryCells(5e3, 15e3, LineResistances.NONE, Double.NaN));
        refused("layer 1: weight 7: expected 1 or -1, found 0.5", () -> on(with("layer1.weight", 7, 0.5f)));
        refused("layer 2: bias 5: expected 1 or -1, found 0.0", () -> on(with("layer2.bias", 5, 0f)));
    }

    private static void refused(String expected, org.junit.jupiter.api.function.Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
