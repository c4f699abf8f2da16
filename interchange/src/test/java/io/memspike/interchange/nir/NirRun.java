package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.testing.Outside;
import java.io.IOException;

/** A network of a file at work: rows of numbers in the order of files in and out. */
final class NirRun {
    private final Session session;
    private final Model model;
    private final Shape input;
    private final SpikeList active;

    NirRun(Model model) {
        this.model = model;
        this.input = model.graph().input();
        this.active = new SpikeList(input.size());
        final ScalarKernels kernels = new ScalarKernels();
        this.session = Network.of(
                        model.graph(),
                        model.tensors(),
                        (node, matrix) -> WeightedSynapses.of(matrix, model.weights(node.name()), kernels),
                        kernels)
                .newSession();
        session.reset(0);
    }

    static NirGraph read(String file) throws IOException {
        return NirGraph.read(Outside.file("golden/" + file));
    }

    static NirRun of(String file, Discretisation by) throws IOException {
        return new NirRun(NirModel.of(read(file), by).model());
    }

    /** Tensors of a peer. */
    static float[] peer(String name, String tensor) throws IOException {
        try (SafetensorsFile file =
                SafetensorsFile.open(Outside.file("golden/peers/" + name + "/vectors.safetensors"))) {
            if (file.tensor(tensor).type().isFloat()) {
                return file.tensor(tensor).floats();
            }
            final long[] longs = file.tensor(tensor).longs();
            final float[] floats = new float[longs.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = longs[i];
            }
            return floats;
        }
    }

    /** Row {@code step} of [steps, shape]. */
    NirRun step(float[] all, int step) {
        final int n = input.size();
        final float[] row = new float[n];
        for (int i = 0; i < n; i++) {
            row[i] = all[step * n + input.channelFirst(i)];
        }
        active.compact(row, n);
        session.step(active);
        return this;
    }

    Model model() {
        return model;
    }

    Session session() {
        return session;
    }

    /** What left a node, in the order of files. */
    float[] out(String node) {
        final Shape shape = session.shape(node);
        final float[] values = new float[shape.size()];
        session.values(node, values);
        return ordered(shape, values);
    }

    float[] potential(String node) {
        return ordered(session.shape(node), session.potential(node));
    }

    private static float[] ordered(Shape shape, float[] values) {
        final float[] ordered = new float[shape.size()];
        for (int i = 0; i < ordered.length; i++) {
            ordered[shape.channelFirst(i)] = values[i];
        }
        return ordered;
    }

    static void assertRow(float[] expected, int step, float[] found, double tolerance, String what) {
        for (int i = 0; i < found.length; i++) {
            assertEquals(
                    expected[step * found.length + i], found[i], tolerance, what + " of " + i + " at step " + step);
        }
    }
}
