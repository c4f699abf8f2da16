package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.internal.TiledSynapses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelNetworkTest {
    private static final Shape INPUT = new Shape(2, 34, 34);
    private static final Model MODEL = ClassifierTraining.start(Digits.plan("conv", Mode.PRUNE, 1), Digits.training())
            .model();

    private static MemristorArray array(Model model) {
        return ModelNetwork.array(model, "c1", Matrix.of(model.graph(), "c1"));
    }

    private static Model with(Model model, String key, String value) {
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put(key, value);
        return new Model(model.graph(), model.tensors(), model.masks(), model.state(), metadata);
    }

    @Test
    void shouldBringBackTheProgrammedCellsFromTheSeed() {
        final MemristorArray programmed =
                MemristorArray.program(Matrix.of(MODEL.graph(), "c1"), FormedRram.prime(), 3, 0);

        assertArrayEquals(programmed.positiveSiemens(), array(MODEL).positiveSiemens());
        assertArrayEquals(programmed.negativeSiemens(), array(MODEL).negativeSiemens());
        assertArrayEquals(MODEL.weights("c1"), array(MODEL).weights());
        assertArrayEquals(MODEL.masks().get("c1"), array(MODEL).mask());
    }

    @Test
    void shouldMapTheWeightsWhereTheSeedDoesNotBringThemBack() {
        final Model other = with(MODEL, "seed", "4");

        assertArrayEquals(MODEL.weights("c1"), array(other).weights());
        assertFalse(Arrays.equals(array(MODEL).positiveSiemens(), array(other).positiveSiemens()));
        assertArrayEquals(array(MODEL).effectiveWeights(), array(other).effectiveWeights());
    }

    @Test
    void shouldMapTheWeightsOfAModelWithoutDevice() {
        final Model elsewhere = new Model(MODEL.graph(), MODEL.tensors(), Map.of(), Map.of(), new TreeMap<>());

        assertArrayEquals(MODEL.weights("c1"), array(elsewhere).weights());
        assertEquals(600, array(elsewhere).mask().length); // 12 × 2 × 5 × 5, none pruned
        for (final byte bit : array(elsewhere).mask()) {
            assertEquals(1, bit);
        }
    }

    @Test
    void shouldGiveTheSameBitsOverTilesThatHoldTheFanIn() {
        final Kernels kernels = new ScalarKernels();
        final EventFrames frames = EventFrames.of(Digits.training());
        Digits.training().load(0, frames);
        final Session plain =
                ModelNetwork.of(MODEL, INPUT, kernels, ReadNoise.NONE).newSession();
        final ArrayGeometry geometry = ArrayGeometry.PRIME.withTile(2304, 64);
        final Session tiled = Network.of(
                        MODEL.graph(),
                        (node, matrix) -> new TiledSynapses(
                                ModelNetwork.array(MODEL, node.name(), matrix),
                                TileSpec.ideal(geometry, InputGrid.ANY),
                                kernels),
                        kernels)
                .newSession();
        for (int t = 0; t < frames.steps(); t++) {
            plain.step(frames.step(t));
            tiled.step(frames.step(t));
        }

        assertTrue(plain.synapticOperations() > 0);
        assertArrayEquals(plain.answer(), tiled.answer());
        assertEquals(plain.synapticOperations(), tiled.synapticOperations());
    }

    @Test
    void shouldRefuseASeedThatIsNoNumber() {
        final String message = assertThrows(IllegalArgumentException.class, () -> array(with(MODEL, "seed", "many")))
                .getMessage();
        assertTrue(message.contains("metadata seed") && message.contains("many"), message);
    }

    @Test
    void shouldRefuseEventsThatDoNotFitTheLayers() {
        for (final Shape input : new Shape[] {new Shape(1, 34, 34), new Shape(2, 30, 34), new Shape(2, 3, 3)}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ModelNetwork.of(MODEL, input, new ScalarKernels(), ReadNoise.NONE));
        }
    }
}
