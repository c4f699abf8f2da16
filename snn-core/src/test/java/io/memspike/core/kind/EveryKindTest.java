package io.memspike.core.kind;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.memspike.core.RandomStream;
import io.memspike.core.SpikeList;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Session;
import io.memspike.core.run.Steps;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every kind that there is. */
class EveryKindTest {
    private static final int STEPS = 20;

    static List<Examples> all() {
        return Examples.all();
    }

    @Test
    void shouldHaveAnExampleOfEveryKind() {
        final TreeSet<String> shown = new TreeSet<>();
        for (final Examples example : Examples.all()) {
            shown.add(example.kind().type());
        }

        assertEquals(Steps.known().kinds().keySet(), shown);
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldComeBackFromAFile(Examples example) throws IOException {
        final String json = GraphJson.write(example.graph());

        assertEquals(example.graph(), GraphJson.read(StrictJson.parse("test", json)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldKeepNothingIfItSaysSo(Examples example) {
        final RandomStream random = RandomStream.of(1, "inputs");
        final float[] before = example.input(random);
        final float[] input = example.input(random);
        final Running fresh = new Running(example.graph(), example.tensors());
        final Running used = new Running(example.graph(), example.tensors());
        final float[] alone = fresh.step(input).out();

        final float[] later = used.step(before).step(input).out();

        assertTrue(!example.kind().isStateless() || Arrays.equals(alone, later));
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldGiveTheSameBitsAfterAResetAndWithEitherKernels(Examples example) {
        final float[][] first = outputs(example, new ScalarKernels(), 0);
        final float[][] again = outputs(example, new ScalarKernels(), 3);
        final float[][] selected = outputs(example, KernelsLookup.find("auto").kernels(), 0);
        for (int t = 0; t < STEPS; t++) {
            assertArrayEquals(first[t], again[t]);
            assertArrayEquals(first[t], selected[t]);
        }
    }

    /** Outputs of a sample, after some steps of another. */
    private static float[][] outputs(Examples example, Kernels kernels, int stepsBefore) {
        final Running running = new Running(example.graph(), example.tensors(), kernels);
        final RandomStream other = RandomStream.of(2, "other");
        for (int t = 0; t < stepsBefore; t++) {
            running.step(example.input(other));
        }
        running.session().reset(0);
        final RandomStream random = RandomStream.of(1, "inputs");
        final float[][] outputs = new float[STEPS][];
        boolean isSilent = true;
        for (int t = 0; t < STEPS; t++) {
            outputs[t] = running.step(example.input(random)).out();
            for (final float value : outputs[t]) {
                assertTrue(Float.isFinite(value));
                isSilent &= value == 0f;
            }
        }
        assertTrue(!isSilent, "something leaves");
        return outputs;
    }

    /** Until the compiler has done its work, SIMD may allocate; so with plain kernels, whose steps never do. */
    @ParameterizedTest
    @MethodSource("all")
    void shouldAllocateNothingPerStep(Examples example) {
        final Session session = new Running(example.graph(), example.tensors()).session();
        final SpikeList[] inputs = new SpikeList[16];
        final RandomStream random = RandomStream.of(1, "inputs");
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new SpikeList(example.shape().size());
            inputs[i].compact(example.input(random), example.shape().size());
        }
        final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = -1;
        for (int window = 0; window < 50 && allocated != 0; window++) {
            session.reset(window);
            final long before = meter.getCurrentThreadAllocatedBytes();
            for (int t = 0; t < 64; t++) {
                session.step(inputs[t % inputs.length]);
            }
            session.answer();
            allocated = meter.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }

    @Test
    void shouldTakeWhatAFileLeavesOut() throws IOException {
        final String json = "{\"nodes\": {\"input\": {\"input\": {\"shape\": 3}},"
                + " \"a\": {\"lif\": {\"retain\": 0.5, \"threshold\": 0.25}},"
                + " \"b\": {\"lifNir\": {\"dt\": 0.001, \"surrogate\": \"fastSigmoid\", \"reset\": \"subtract\"}},"
                + " \"c\": {\"avgPool\": {\"kernel\": 1}}, \"d\": {\"mean\": {}}},"
                + " \"edges\": [{\"from\": \"input\", \"to\": \"a\"}, {\"from\": \"a\", \"to\": \"b\"},"
                + " {\"from\": \"b\", \"to\": \"c\"}, {\"from\": \"c\", \"to\": \"d\"}], \"outputs\": [\"d\"]}";
        final Graph graph = GraphJson.read(StrictJson.parse("test", json));

        assertEquals(new Lif(0.5f, 0.25f, 1f), kind(graph, "a"));
        assertEquals(
                new LifNir(
                        0.001f,
                        Per.ONE,
                        Integration.EULER,
                        Reset.SUBTRACT,
                        Spikes.ONE,
                        Start.ZERO,
                        false,
                        new Surrogate(Surrogate.Function.FAST_SIGMOID, 1f)),
                kind(graph, "b"));
        assertEquals(new AvgPool(1), kind(graph, "c"));
        assertEquals(new Mean(), kind(graph, "d"));
    }

    private static Kind kind(Graph graph, String node) {
        return graph.node(node).kind();
    }
}
