package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.ExitPolicy;
import io.memspike.core.Shape;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltaNetworkTest {
    private final List<String> spikes = new ArrayList<>();

    private static DeltaPopulation layer(int in, int out, float... weights) {
        return new DeltaPopulation(
                new DeltaLif(1_000, 1f),
                EventRows.of(new Matrix(new Linear(out, 1f), Shape.vector(in)), weights),
                new ScalarKernels());
    }

    @Test
    void shouldRunOneEventThroughAllLayersInOrderOfLayerAndNeuron() {
        // neuron 0 makes neuron 1 of the next layer fire, neuron 1 makes neuron 0 fire: the order is that of neurons
        final DeltaNetwork network = new DeltaNetwork(
                List.of(layer(1, 2, 2f, 2f), layer(2, 2, 0f, 2f, 2f, 0f)),
                (micros, layer, neuron) -> spikes.add(micros + ":" + layer + ":" + neuron));

        network.onEvent(7, 0);

        assertEquals(List.of("7:0:0", "7:0:1", "7:1:0", "7:1:1"), spikes);
    }

    @Test
    void shouldTakeALateEventAsOneOfNowInEveryLayer() {
        final DeltaNetwork network = new DeltaNetwork(
                List.of(layer(1, 1, 2f), layer(1, 1, 2f)),
                (micros, layer, neuron) -> spikes.add(micros + ":" + layer + ":" + neuron));

        network.onEvent(9, 0);
        network.onEvent(7, 0);

        assertEquals(List.of("9:0:0", "9:1:0", "9:0:0", "9:1:0"), spikes);
    }

    /** One input, one neuron that fires at every second event unless the potential has decayed between. */
    private DeltaNetwork pairs() {
        return new DeltaNetwork(List.of(layer(1, 1, 0.75f)), (micros, layer, neuron) -> spikes.add("" + micros));
    }

    @Test
    void shouldLoseAnEventTooFarAheadAndGoOnAsIfItHadNotBeen() {
        final DeltaNetwork network = pairs();

        network.onEvent(100, 0);
        network.onEvent(10_000_000, 0); // 10 s
        network.onEvent(110, 0);
        network.onEvent(50_000, 0); // all has decayed
        network.onEvent(50_010, 0);

        assertEquals(List.of("110", "50010"), spikes);
        assertEquals(List.of(4L, 0L, 1L), counts(network));
    }

    @Test
    void shouldBeginAtRestWhereTheClockRestarts() {
        final DeltaNetwork network = pairs();

        network.onEvent(2_000_000, 0);
        network.onEvent(0, 0); // held until the next
        assertEquals(List.of(1L, 0L, 1L), counts(network));
        network.onEvent(10, 0);
        network.onEvent(5, 0);

        assertEquals(List.of("10"), spikes);
        assertEquals(List.of(3L, 1L, 0L), counts(network));
        assertEquals(1e6f / 10, network.rates(10)[0]);
        network.reset();
        assertEquals(List.of(0L, 0L, 0L), counts(network));
    }

    private static List<Long> counts(DeltaNetwork network) {
        return List.of(network.usedEvents(), network.lateEvents(), network.lostEvents());
    }

    @Test
    void shouldDecideAtAnyEvent() {
        final DeltaNetwork network = new DeltaNetwork(List.of(layer(2, 2, 2f, 0f, 0f, 2f)), (m, l, n) -> {});
        final ExitPolicy policy = new ExitPolicy() { // the lead in spikes a second
                    @Override
                    public float score(float[] rates) {
                        return Math.abs(rates[0] - rates[1]) / 1_000;
                    }

                    @Override
                    public float threshold() {
                        return 0.4f;
                    }
                };
        assertFalse(network.isDecided(policy, 0));
        network.onEvent(1_000, 0);
        network.onEvent(2_000, 1);
        assertFalse(network.isDecided(policy, 2_000));
        network.onEvent(3_000, 1);
        network.onEvent(3_000, 1); // 3 to 1 within 2 ms: 1,500 and 500 a second
        assertEquals(1_500f, network.rates(3_000)[1]);
        assertTrue(network.isDecided(policy, 3_000));
    }

    @Test
    void shouldRefuseLayersThatDoNotFit() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new DeltaNetwork(List.of(layer(1, 2, 1f, 1f), layer(1, 1, 1f)), (m, l, n) -> {}));
    }
}
