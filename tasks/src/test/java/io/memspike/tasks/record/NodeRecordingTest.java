package io.memspike.tasks.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.OddClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeRecordingTest {
    private static final Samples SAMPLES = new OddClassifier(7);
    private static final List<String> ALL =
            OddClassifier.graph().nodes().stream().map(node -> node.name()).toList();

    @TempDir
    private Path directory;

    private Path record(String name, Kernels kernels, int threads) throws IOException {
        final Path out = Files.createDirectory(directory.resolve(name));
        final Network network = OddClassifier.network(kernels);
        try (NodeRecording recording = new NodeRecording(out, network, SAMPLES, ALL)) {
            new ClassifierEvaluation(network, SAMPLES, threads, done -> {})
                    .seenBy(recording)
                    .run(null);
            recording.finish();
        }
        return out;
    }

    /** Each element of each file beside the session that is stepped by hand. */
    @Test
    void shouldWriteWhatASessionShows() throws IOException {
        final Path out = record("whole", new ScalarKernels(), 2);
        final Network network = OddClassifier.network(new ScalarKernels());
        for (final String node : ALL) {
            final Shape shape = network.graph().shape(node);
            final boolean isSpikes = node.equals("cuba");
            final Npy left = Npy.read(out.resolve(node + ".spikes.npy"));
            final Npy rate = Npy.read(out.resolve(node + ".rate.npy"));
            final boolean hasMembrane = isSpikes || node.equals("scores");
            assertEquals(hasMembrane, Files.exists(out.resolve(node + ".membrane.npy")), node);
            final Npy membrane = hasMembrane ? Npy.read(out.resolve(node + ".membrane.npy")) : null;
            assertEquals(isSpikes ? "|u1" : "<f4", left.type(), node);
            assertArrayEquals(
                    shape.positions() == 1
                            ? new long[] {7, 6, shape.channels()}
                            : new long[] {7, 6, shape.channels(), shape.height(), shape.width()},
                    left.shape(),
                    node);
            for (int sample = 0; sample < SAMPLES.size(); sample++) {
                compare(network, sample, node, left, membrane, rate);
            }
        }
        assertArrayEquals(
                new double[] {0, 1, 2, 0, 1, 2, 0},
                Npy.read(out.resolve("labels.npy")).elements());
    }

    private static void compare(Network network, int sample, String node, Npy left, Npy membrane, Npy rate) {
        final Shape shape = network.graph().shape(node);
        final EventFrames frames = EventFrames.of(SAMPLES);
        SAMPLES.load(sample, frames);
        final float[] sums = new float[shape.size()];
        final float[] values = new float[shape.size()];
        Inference.run(network.newSession(), sample, frames, null, (t, session) -> {
            session.values(node, values);
            int at = (sample * SAMPLES.steps() + t) * shape.size();
            for (int channel = 0; channel < shape.channels(); channel++) {
                for (int row = 0; row < shape.height(); row++) {
                    for (int column = 0; column < shape.width(); column++, at++) {
                        final int i = shape.index(channel, row, column);
                        assertEquals(values[i], left.elements()[at], node);
                        sums[i] += values[i];
                        if (membrane != null) {
                            assertEquals(session.potential(node)[i], membrane.elements()[at], node);
                        }
                    }
                }
            }
        });
        for (int i = 0; i < sums.length; i++) {
            assertEquals(sums[i] / SAMPLES.steps(), rate.elements()[sample * sums.length + shape.channelFirst(i)]);
        }
    }

    @Test
    void shouldWriteTheSameBytesForAnyThreadsAndKernels() throws IOException {
        final Path one = record("one", new ScalarKernels(), 1);
        final Path three = record("three", KernelsLookup.find("auto").kernels(), 3);

        int files = 0;
        try (var list = Files.list(one)) {
            for (final Path file : list.toList()) {
                assertArrayEquals(
                        Files.readAllBytes(file),
                        Files.readAllBytes(three.resolve(file.getFileName())),
                        file.toString());
                files++;
            }
        }
        assertEquals(2 * ALL.size() + 2 + 2, files); // spikes and rates, two membranes, labels and decisions
    }

    @Test
    void shouldKeepTheDecisionsOfTheEvaluation() throws IOException {
        final double[] decisions = Npy.read(
                        record("decided", new ScalarKernels(), 2).resolve("decisions.npy"))
                .elements();
        final Session session = OddClassifier.network(new ScalarKernels()).newSession();
        final EventFrames frames = EventFrames.of(SAMPLES);
        for (int sample = 0; sample < decisions.length; sample++) {
            SAMPLES.load(sample, frames);
            Inference.run(session, sample, frames, null, null);
            assertEquals(session.decision(), decisions[sample]);
        }
    }

    @Test
    void shouldSaySpikesRatesThatAreShares() throws IOException {
        final Npy rate = Npy.read(record("rates", new ScalarKernels(), 1).resolve("cuba.rate.npy"));
        boolean fires = false;
        for (final double share : rate.elements()) {
            assertTrue(share >= 0 && share <= 1, "a neuron fires at most once a step");
            fires |= share > 0;
        }
        assertTrue(fires);
    }

    @Test
    void shouldRefuseWhatAreNoNodesAndFilesThatAreIncomplete() throws IOException {
        assertEquals(
                "record: expected one of the nodes [input, conv, cuba, pool, relu, single, full, scores], found 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> NodeRecording.requireNodes(OddClassifier.graph(), List.of("cuba", "3")))
                        .getMessage());
        assertEquals(
                "record: expected each node once, found cuba again",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> NodeRecording.requireNodes(OddClassifier.graph(), List.of("cuba", "cuba")))
                        .getMessage());
        final Network network = OddClassifier.network(new ScalarKernels());
        try (NodeRecording recording = new NodeRecording(directory, network, SAMPLES, List.of("cuba"))) {
            assertTrue(assertThrows(IOException.class, recording::finish)
                    .getMessage()
                    .endsWith("cuba.spikes.npy: expected 7 rows, found 0"));
        }
        assertFalse(Files.exists(directory.resolve("conv.spikes.npy")));
    }
}
