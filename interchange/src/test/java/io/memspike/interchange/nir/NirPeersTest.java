package io.memspike.interchange.nir;

import static io.memspike.interchange.nir.NirRun.assertRow;
import static io.memspike.interchange.nir.NirRun.peer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.interchange.nir.Discretisation.Tool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What engines that nobody here wrote make of files in NIR: the same file, read here, gives every spike, and potentials within
 * 1e-5.
 */
class NirPeersTest {
    private static void assertFires(String name, Discretisation by, int steps, String expected, String... nodes)
            throws IOException {
        final NirRun run = NirRun.of("peers/" + name + "/network.nir", by);
        final float[] input = peer(name, "input");
        final float[][] spikes = new float[nodes.length][];
        final float[][] potentials = new float[nodes.length][];
        for (int n = 0; n < nodes.length; n++) {
            spikes[n] = peer(name, expected + nodes[n] + ".spikes");
            potentials[n] = peer(name, expected + nodes[n] + ".v");
        }
        for (int t = 0; t < steps; t++) {
            run.step(input, t);
            for (int n = 0; n < nodes.length; n++) {
                assertRow(spikes[n], t, run.out(nodes[n]), 0, nodes[n] + " spike");
                assertRow(potentials[n], t, run.potential(nodes[n]), 1e-5, nodes[n] + " potential");
            }
        }
    }

    @Test
    void shouldFireEverySpikeOfDenseLayers() throws IOException {
        final Discretisation norse = Discretisation.as(Tool.NORSE, 1e-4f);
        assertFires("a-lif-dense", norse, 200, "expected.norse.", "lif", "lif_1");
        assertFires("b-cubalif", norse, 200, "expected.norse.", "cubalif", "cubalif_1");
        assertFires("b-cubalif-norse-export", norse, 200, "expected.norse_import.", "cubalif", "cubalif_1");
    }

    @ParameterizedTest
    @CsvSource({
        "c-cubalif-recurrent, NORSE, norse",
        "c-cubalif-recurrent-bias, NORSE, norse",
        "c-lif-recurrent, NORSE, norse",
        "c-lif-recurrent-bias, NORSE, norse",
        "c-lif-recurrent, SNNTORCH, snntorch",
        "c-lif-recurrent-bias, SNNTORCH, snntorch",
    })
    void shouldCloseLoopsAsTheToolDoes(String name, Tool tool, String expected) throws IOException {
        assertFires(name, Discretisation.as(tool, 1e-4f), 200, "expected." + expected + ".", "lif.lif", "lif2");
    }

    @Test
    void shouldReadOutWhereItRests() throws IOException {
        final String name = "d-li-readout";
        assertFires(name, Discretisation.as(Tool.NORSE, 1e-4f), 200, "expected.norse.", "cubalif");
        final NirRun run = NirRun.of("peers/" + name + "/network.nir", Discretisation.as(Tool.NORSE, 1e-4f));
        for (int t = 0; t < 200; t++) {
            assertRow(
                    peer(name, "expected.norse.li.v"),
                    t,
                    run.step(peer(name, "input"), t).out("li"),
                    1e-5,
                    "li");
        }
    }

    @ParameterizedTest
    @CsvSource({"e-conv2d-sumpool", "e-conv2d-avgpool-nonsquare", "e-conv2d-groups-dilation"})
    void shouldConvolveAndPool(String name) throws IOException {
        final NirRun run = NirRun.of("peers/" + name + "/network.nir", Discretisation.as(Tool.NORSE, 1e-3f));
        final float[] input = peer(name, "input");
        final float[] first = peer(name, "expected.norse.if.spikes");
        final float[] second = peer(name, "expected.norse.if2.spikes");
        final float[] potential = peer(name, "expected.norse.if2.v");
        final float[] pooled = peer(name, "expected.norse.pool.out");
        for (int t = 0; t < 60; t++) {
            run.step(input, t);
            if (t == 0) {
                assertRow(peer(name, "expected.norse.conv.out0"), 0, run.out("conv"), 1e-5, "convolution");
            }
            if (t < 8) {
                assertRow(pooled, t, run.out("pool"), 1e-6, "pool");
            }
            assertRow(first, t, run.out("if"), 0, "if spike");
            assertRow(second, t, run.out("if2"), 0, "if2 spike");
            assertRow(potential, t, run.potential("if2"), 1e-5, "if2 potential");
        }
        assertRow(peer(name, "expected.norse.if.v"), 0, run.potential("if"), 1e-5, "if potential");
    }

    @Test
    void shouldConvolveAlongOneAxis() throws IOException {
        final String name = "f-conv1d";
        final NirRun run = NirRun.of("peers/" + name + "/network.nir", Discretisation.as(Tool.NORSE, 1e-3f));
        run.step(peer(name, "input"), 0);
        assertRow(peer(name, "expected.norse.conv1d.out0"), 0, run.out("conv1d"), 1e-5, "convolution");
        assertFires(name, Discretisation.as(Tool.NORSE, 1e-3f), 60, "expected.norse.", "lif");
    }

    @Test
    void shouldTakeEachNeuronsOwnParameters() throws IOException {
        final String name = "g-lif-all-parameters";
        final Discretisation nir = Discretisation.of(1e-3f);
        assertFires(name, nir, 300, "expected.brian2_euler.v0.", "lif");
        assertFires(name, nir.with(Start.LEAK), 300, "expected.brian2_euler.vleak.", "lif");
        assertFires(name, nir.with(Start.LEAK), 300, "expected.norse_cell.", "lif");
        assertFires(name, nir.with(Integration.EXACT), 300, "expected.brian2_exact.v0.", "lif");
        assertFires(name, nir.with(Integration.EXACT).with(Start.LEAK), 300, "expected.brian2_exact.vleak.", "lif");
    }

    @Test
    void shouldDelayByWholeSteps() throws IOException {
        final String name = "h-delay";
        assertFires(name, Discretisation.of(1e-3f), 200, "expected.equations.", "lif");
        final NirRun run = NirRun.of("peers/" + name + "/network.nir", Discretisation.of(1e-3f));
        assertRow(peer(name, "delay.steps"), 0, run.model().tensors().get("delay.delay"), 0, "delay");
    }

    @Test
    void shouldScaleAndCompare() throws IOException {
        final String name = "i-threshold-scale-affine";
        final NirRun run = NirRun.of("peers/" + name + "/network.nir", Discretisation.of(1e-3f));
        for (int t = 0; t < 40; t++) {
            run.step(peer(name, "input"), t);
            assertRow(peer(name, "expected.equations.threshold.spikes"), t, run.out("threshold"), 0, "spike");
            assertRow(peer(name, "expected.equations.output"), t, run.out("scale_1"), 1e-5, "output");
        }
    }

    @ParameterizedTest
    @CsvSource({"norse", "torch64"})
    void shouldMakeGraphsInGraphsFlat(String engine) throws IOException {
        assertFires(
                "j-nested",
                Discretisation.as(Tool.NORSE, 1e-3f),
                100,
                "expected." + engine + ".",
                "block.lif",
                "block.deeper.lif",
                "lif");
    }

    @Test
    void shouldCountAsSinabsDoes() throws IOException {
        final String name = "a-lif-dense-sinabs";
        final NirRun sinabs = NirRun.of("peers/" + name + "/network.nir", Discretisation.as(Tool.SINABS, 1f));
        final NirRun norse = NirRun.of("peers/" + name + "/network.nir", Discretisation.as(Tool.NORSE, 1f));
        for (int t = 0; t < 150; t++) {
            sinabs.step(peer(name, "input"), t);
            norse.step(peer(name, "input"), t);
            assertRow(peer(name, "expected.sinabs.multi_subtract.raw.lif1.spikes"), t, sinabs.out("1"), 0, "count");
            assertRow(peer(name, "expected.sinabs.multi_subtract.raw.lif2.spikes"), t, sinabs.out("3"), 0, "count");
            assertRow(peer(name, "expected.norse_dt1.spikes"), t, norse.out("3"), 0, "Norse's spike");
        }
        final String note = "node input: shape [150, 24]: its 150 counts steps";
        final NirGraph graph = NirRun.read("peers/" + name + "/network.nir");
        assertEquals(
                List.of(note, "node output: shape says [150, 10], and 10×1×1 is there"),
                NirModel.of(graph, Discretisation.of(1f)).notes());
    }
}
