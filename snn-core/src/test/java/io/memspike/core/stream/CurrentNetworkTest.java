package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.testing.Allocation;
import io.memspike.testing.Outside;
import java.io.IOException;
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
        assertThrows(IllegalArgumentException.class, () -> network.advanceTo(Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> network.onEvent(Double.POSITIVE_INFINITY, 0));
    }

    /** On a clock in ms: at most 3 s ahead, 150 ms behind. */
    private CurrentNetwork live() {
        return new CurrentNetwork(List.of(layer(1, 1, 3f)), new EventClock(3_000, 150), this::keep);
    }

    private static List<Long> counts(CurrentNetwork network) {
        return List.of(network.usedEvents(), network.lateEvents(), network.lostEvents());
    }

    @Test
    void shouldLoseAnEventTooFarAheadAndGoOnAsIfItHadNotBeen() {
        final CurrentNetwork network = live();
        final double crossing = new CurrentLif(10, 5, 0.6, Reset.ZERO).crossing(0, 3, 0);

        network.onEvent(1, 0);
        network.onEvent(10_000, 0);
        network.onEvent(1_000, 0);
        network.advanceTo(1_000 + crossing + 0.01);

        assertEquals(List.of(2L, 0L, 1L), counts(network));
        assertEquals(1 + crossing, spikes.get(0).time(), 1e-12);
        assertEquals(1_000 + crossing, spikes.get(spikes.size() - 1).time(), 1e-9);
    }

    @Test
    void shouldTakeALateEventAsOneOfNow() {
        final CurrentNetwork late = live();
        final CurrentNetwork twin = live();
        late.onEvent(10, 0);
        late.onEvent(9, 0);
        twin.onEvent(10, 0);
        twin.onEvent(10, 0);

        assertEquals(twin.potential(0, 0, 11), late.potential(0, 0, 11));
        assertEquals(List.of(1L, 1L, 0L), counts(late));
    }

    @Test
    void shouldBeginAtRestUnderItsDrivesWhereTheClockRestarts() {
        final CurrentLif neuron = new CurrentLif(10, 5, 15, Reset.ZERO);
        final CurrentNetwork network = new CurrentNetwork(
                List.of(new CurrentNetwork.Layer(neuron, 1, 1, new float[] {0})),
                new EventClock(3_000, 150),
                this::keep);
        network.drive(0, 0, 0, 40);
        network.onEvent(1_000, 0);
        spikes.clear();

        network.onEvent(0, 0); // held until the next
        assertEquals(List.of(1L, 0L, 1L), counts(network));
        network.onEvent(1, 0);
        network.advanceTo(20);

        assertEquals(4, spikes.size());
        assertEquals(4.700036292457356, spikes.get(0).time(), 1e-12);
        assertEquals(List.of(3L, 0L, 0L), counts(network));
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
        final List<String> results = new ArrayList<>();
        final CurrentNetwork[] network = new CurrentNetwork[1];
        final RandomStream[] events = new RandomStream[1];
        final Runnable prepare = () -> {
            if (network[0] != null) {
                results.add(state[0] + " " + state[1]);
                assertTrue(state[1] > 200, "spikes=" + state[1]);
            }
            Arrays.fill(state, 0);
            network[0] = new CurrentNetwork(
                    List.of(
                            new CurrentNetwork.Layer(neuron, 20, 30, first),
                            new CurrentNetwork.Layer(neuron, 30, 10, second)),
                    sink);
            events[0] = RandomStream.of(2, "events");
        };

        Allocation.assertNone(prepare, () -> {
            double time = 0;
            for (int e = 0; e < 1_000; e++) {
                time += events[0].nextDouble();
                network[0].onEvent(time, events[0].nextInt(20));
            }
        });

        assertTrue(results.size() > 1);
        assertEquals(1, results.stream().distinct().count(), results::toString);
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
