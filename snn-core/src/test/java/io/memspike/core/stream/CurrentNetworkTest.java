package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.memspike.core.RandomStream;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurrentNetworkTest {
    private record Spike(double time, int layer, int neuron) {}

    private final List<Spike> spikes = new ArrayList<>();

    private void keep(double time, int layer, int neuron) {
        spikes.add(new Spike(time, layer, neuron));
    }

    private static CurrentNetwork.Layer layer(int inputs, int size, float weight) {
        final float[] weights = new float[inputs * size];
        Arrays.fill(weights, weight);
        return new CurrentNetwork.Layer(new CurrentLif(10, 5, 0.6, Reset.ZERO), inputs, size, weights);
    }

    @Test
    void shouldOrderEqualTimesByLayerAndNeuron() {
        final CurrentNetwork network = new CurrentNetwork(List.of(layer(1, 3, 3f), layer(3, 2, 40f)), this::keep);
        network.onEvent(0, 0);
        network.advanceTo(4);

        final double first = new CurrentLif(10, 5, 0.6, Reset.ZERO).crossing(0, 3, 0);
        assertEquals(
                List.of(new Spike(first, 0, 0), new Spike(first, 0, 1), new Spike(first, 0, 2)), spikes.subList(0, 3));
        assertEquals(1, spikes.get(3).layer());
        assertEquals(spikes.get(3).time(), spikes.get(4).time());
        assertEquals(
                List.of(0, 1), List.of(spikes.get(3).neuron(), spikes.get(4).neuron()));
        for (int i = 1; i < spikes.size(); i++) {
            assertTrue(spikes.get(i).time() >= spikes.get(i - 1).time());
        }
    }

    @Test
    void shouldFireAgainAndAgainUnderConstantDrive() {
        final CurrentLif neuron = new CurrentLif(10, 5, 15, Reset.ZERO);
        final CurrentNetwork network =
                new CurrentNetwork(List.of(new CurrentNetwork.Layer(neuron, 1, 1, new float[] {0})), this::keep);
        network.drive(0, 0, 0, 40);

        network.advanceTo(20);

        assertEquals(4, spikes.size());
        for (int i = 0; i < spikes.size(); i++) {
            assertEquals((i + 1) * 4.700036292457356, spikes.get(i).time(), 1e-12);
        }
    }

    @Test
    void shouldTakeBackAPredictionThatAnEventHasOvertaken() {
        final CurrentNetwork network = new CurrentNetwork(
                List.of(new CurrentNetwork.Layer(new CurrentLif(10, 5, 0.6, Reset.ZERO), 2, 1, new float[] {3, -3})),
                this::keep);
        network.onEvent(0, 0); // would fire at 3.2
        network.onEvent(1, 1);

        network.advanceTo(1_000);

        assertEquals(List.of(), spikes);
    }

    @Test
    void shouldRefuseTimeThatRunsBackwards() {
        final CurrentNetwork network = new CurrentNetwork(List.of(layer(1, 1, 1f)), this::keep);
        network.onEvent(2, 0);

        assertThrows(IllegalArgumentException.class, () -> network.onEvent(1, 0));
        assertThrows(IllegalArgumentException.class, () -> network.advanceTo(Double.NaN));
    }

    @Test
    void shouldRepeatToTheBitAndAllocateNothing() {
        final float[] first = weights(20 * 30, "first");
        final float[] second = weights(30 * 10, "second");
        final CurrentLif neuron = new CurrentLif(10, 5, 0.6, Reset.SUBTRACT);
        final long[] state = new long[2]; // hash of the spikes, and their number
        final CurrentNetwork.SpikeSink sink = (time, layer, n) -> {
            state[0] = 31 * state[0] + Double.doubleToRawLongBits(time) + 100 * layer + n;
            state[1]++;
        };
        final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final List<String> results = new ArrayList<>();
        long allocated = -1;
        for (int run = 0; run < 2 || run < 20 && allocated != 0; run++) {
            Arrays.fill(state, 0);
            final CurrentNetwork network = new CurrentNetwork(
                    List.of(
                            new CurrentNetwork.Layer(neuron, 20, 30, first),
                            new CurrentNetwork.Layer(neuron, 30, 10, second)),
                    sink);
            final RandomStream events = RandomStream.of(2, "events");
            double time = 0;
            final long before = meter.getCurrentThreadAllocatedBytes();
            for (int e = 0; e < 1_000; e++) {
                time += events.nextDouble();
                network.onEvent(time, events.nextInt(20));
            }
            allocated = meter.getCurrentThreadAllocatedBytes() - before;
            results.add(state[0] + " " + state[1]);
            assertTrue(state[1] > 200, "spikes=" + state[1]);
        }

        assertEquals(1, results.stream().distinct().count(), results::toString);
        assertEquals(0, allocated, "bytes in the last run");
    }

    private static float[] weights(int count, String purpose) {
        final RandomStream random = RandomStream.of(1, purpose);
        final float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = 2 * (float) random.nextGaussian();
        }
        return weights;
    }

    /**
     * One NIR neuron in continuous time: 34 pulses, one step of 0.1 ms wide, subtractive reset; row k holds pulse k, the
     * potential at its end, and whether a spike lies within it. Its program places spikes to within some 1e-7 ms.
     */
    @Test
    void shouldMatchNirsNeuronInContinuousTime() throws IOException {
        final Path csv = Outside.file("golden/external/nir_lif/lif_exact.csv");
        final List<String> rows = Files.readAllLines(csv);
        final CurrentLif neuron = new CurrentLif(1e3 * 0.0025f, 1, 0.1f, Reset.SUBTRACT); // ms; float32 as in the file
        final CurrentNetwork network =
                new CurrentNetwork(List.of(new CurrentNetwork.Layer(neuron, 1, 1, new float[] {0})), this::keep);
        int expected = 0;
        for (int k = 0; k < rows.size(); k++) {
            final String[] row = rows.get(k).split(",");
            network.drive(k * 0.1, 0, 0, Double.parseDouble(row[0]));
            network.advanceTo((k + 1) * 0.1);
            expected += Double.parseDouble(row[2]) > 0 ? 1 : 0;

            assertEquals(
                    Double.parseDouble(row[1]),
                    network.potential(0, 0, (k + 1) * 0.1),
                    expected == 0 ? 1e-12 : 1e-8,
                    "row " + k);
            assertEquals(expected, spikes.size(), "spikes up to row " + k);
        }
        final double[] times = {46.084, 51.090, 71.092, 76.091};
        assertEquals(times.length, spikes.size());
        for (int i = 0; i < times.length; i++) {
            assertEquals(times[i], spikes.get(i).time(), 1e-3);
        }
    }
}
