package io.memspike.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.kernel.ScalarKernels;
import io.memspike.core.synapse.LinearSynapses;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Shape INPUT = new Shape(2, 6, 6);
    private static final LayerSpec CONV = new LayerSpec.Conv2d(2, 3, 3, 1, 0, 1f); // to 3×4×4
    private static final LayerSpec LIF = new LayerSpec.Lif(0.2f, 0.2f, 0.1f);
    private static final LayerSpec POOL = new LayerSpec.AvgPool2d(2); // to 3×2×2
    private static final LayerSpec LINEAR = new LayerSpec.Linear(12, 5, 1f);
    private static final LayerSpec READOUT = new LayerSpec.Readout(0.1f);

    private static void assertRefused(String expected, LayerSpec... layers) {
        final String message = assertThrows(
                        IllegalArgumentException.class, () -> Network.shapes(INPUT, List.of(layers)))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void shouldFollowShapesThroughTheLayers() {
        assertEquals(
                List.of(new Shape(3, 4, 4), new Shape(3, 4, 4), new Shape(3, 2, 2), Shape.vector(5), Shape.vector(5)),
                Network.shapes(INPUT, List.of(CONV, LIF, POOL, LINEAR, READOUT)));
    }

    @Test
    void shouldRefuseLayersOutOfOrder() {
        assertRefused("no layers");
        assertRefused("layer 0: lif cannot stand first", LIF, READOUT);
        assertRefused("layer 0: readout cannot stand first", READOUT);
        assertRefused("layer 0: avgpool2d cannot stand first", POOL);
        assertRefused("layer 1: avgpool2d cannot stand after conv2d", CONV, POOL);
        assertRefused("layer 1: linear cannot stand after conv2d", CONV, LINEAR);
        assertRefused("layer 2: lif cannot stand after lif", CONV, LIF, LIF);
        assertRefused("layer 3: avgpool2d cannot stand after avgpool2d", CONV, LIF, POOL, POOL);
        assertRefused("layer 1: readout cannot stand after conv2d", CONV, READOUT, LIF);
        assertRefused("readout as the last layer", CONV, LIF);
        assertRefused("readout as the last layer", CONV);
    }

    @Test
    void shouldNameTheLayerThatDoesNotFit() {
        assertRefused(
                "layer 3: linear: expected an input of 13 elements", CONV, LIF, POOL, new LayerSpec.Linear(13, 5, 1f));
    }

    @Test
    void shouldWireOnlyLayersWithWeights() {
        final Network network = Network.of(
                Shape.vector(4),
                List.of(new LayerSpec.Linear(4, 2, 1f), READOUT),
                (position, layer, input) ->
                        new LinearSynapses((LayerSpec.Linear) layer, input, new float[8], new ScalarKernels()),
                new ScalarKernels());

        assertEquals(Shape.vector(2), network.synapses(0).output());
        assertNull(network.synapses(1));
        assertEquals(2, network.classes());
        assertEquals(Shape.vector(4), network.input(0));
        assertEquals(Shape.vector(2), network.input(1));
    }
}
