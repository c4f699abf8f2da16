package io.memspike.tasks.analog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.Split;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalogNetworkTest {
    private static final List<BinaryLayer> LAYERS = AnalogDigits.network();
    private static final CroppedImages DIGITS = AnalogDigits.of(Split.TEST, 40);

    private static AnalogNetwork network(AnalogHardware hardware, Partition... partitions) {
        return AnalogNetwork.of(LAYERS, List.of(partitions), hardware, 1, done -> {});
    }

    private static AnalogNetwork whole(AnalogHardware hardware) {
        return network(hardware, Partition.NONE, Partition.NONE, Partition.NONE);
    }

    /** The network as arithmetic, and Σ V²·G of its pairs: every pair has 1/low + 1/high. */
    private static AnalogNetwork.Outcome digital(float[] pixels, double supply) {
        final double pair = 1 / 5e3 + 1 / 15e3;
        double power = 0;
        double[] x = new double[401];
        for (int i = 0; i < 400; i++) {
            x[i] = pixels[i];
        }
        int answer = 0;
        for (final BinaryLayer layer : LAYERS) {
            x[layer.inputs()] = 1;
            final double[] y = new double[layer.outputs() + 1];
            double best = Double.NEGATIVE_INFINITY;
            for (int o = 0; o < layer.outputs(); o++) {
                double sum = 0;
                for (int i = 0; i <= layer.inputs(); i++) {
                    sum += layer.signs()[i * layer.outputs() + o] * x[i];
                    power += supply * supply * x[i] * x[i] * pair;
                }
                y[o] = 1 / (1 + Math.exp(-layer.gain() * sum));
                if (sum > best) {
                    best = sum;
                    answer = o;
                }
            }
            x = y;
        }
        return new AnalogNetwork.Outcome(answer, power);
    }

    @Test
    void shouldBeTheArithmeticNetworkWithoutResistanceHoweverItIsCut() {
        final AnalogHardware ideal = new AnalogHardware(5e3, 15e3, LineResistances.NONE, 0.8);
        final AnalogNetwork cut = network(ideal, new Partition(16, 3), new Partition(10, 6), new Partition(1, 2));

        for (int n = 0; n < DIGITS.size(); n++) {
            final AnalogNetwork.Outcome expected = digital(DIGITS.load(n), 0.8);
            for (final AnalogNetwork network : List.of(whole(ideal), cut)) {
                final AnalogNetwork.Outcome found = network.run(DIGITS.load(n));
                assertEquals(expected.answer(), found.answer());
                assertEquals(expected.powerWatts(), found.powerWatts(), 1e-9 * expected.powerWatts());
            }
        }
    }

    @Test
    void shouldSetGainsForWhatWiresLose() {
        final AnalogNetwork ideal = whole(AnalogDigits.HARDWARE.ideal());
        final AnalogNetwork real = whole(AnalogDigits.HARDWARE);

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
        final double ideal =
                whole(AnalogDigits.HARDWARE.ideal()).run(DIGITS.load(0)).powerWatts();
        final double real = whole(AnalogDigits.HARDWARE).run(DIGITS.load(0)).powerWatts();

        assertTrue(real > 0 && real < 0.7 * ideal, real + " of " + ideal);
    }

    @Test
    void shouldJudgeWithTheSameBitsOnAnyNumberOfThreads() {
        final AnalogNetwork network = whole(AnalogDigits.HARDWARE);
        final AnalogEvaluation one = AnalogEvaluation.of(network, DIGITS, 1);

        assertEquals(one, AnalogEvaluation.of(network, DIGITS, 3));
        int correct = 0;
        for (int n = 0; n < DIGITS.size(); n++) {
            correct += network.run(DIGITS.load(n)).answer() == DIGITS.label(n) ? 1 : 0;
        }
        assertEquals(correct / 40.0, one.accuracy());
    }

    @Test
    void shouldTellHowManyCrossbarsAreSolved() {
        final List<Integer> progress = new ArrayList<>();
        AnalogNetwork.of(
                LAYERS,
                List.of(new Partition(1, 2), Partition.NONE, new Partition(2, 1)),
                AnalogDigits.HARDWARE,
                1,
                progress::add);

        assertEquals(List.of(1, 2, 3, 4, 5), progress);
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        refused(
                "partitions: expected 3, one for each layer, found 1",
                () -> network(AnalogDigits.HARDWARE, Partition.NONE));
        refused(
                "layer 2: horizontal partitions: expected 1 to 10, the layer's word lines, found 11",
                () -> network(AnalogDigits.HARDWARE, Partition.NONE, new Partition(11, 1), Partition.NONE));
        refused(
                "cells: expected 0 < low < high resistance in ohm, found low 15000.0 high 5000.0",
                () -> new AnalogHardware(15e3, 5e3, LineResistances.NONE, 1));
        refused(
                "supply: expected more than 0 V, found NaN",
                () -> new AnalogHardware(5e3, 15e3, LineResistances.NONE, Double.NaN));
        refused(
                "binary layer: expected 2×3 signs, biases included, found 5",
                () -> new BinaryLayer(1, 3, new byte[5], 1));
        refused("binary layer: sign 0: expected 1 or -1, found 0", () -> new BinaryLayer(1, 1, new byte[2], 1));
        refused(
                "binary layer: gain: expected more than 0, found 0.0",
                () -> new BinaryLayer(1, 1, new byte[] {1, -1}, 0));
    }

    private static void refused(String expected, org.junit.jupiter.api.function.Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
