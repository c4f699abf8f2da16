package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What tests do with learners: serve, compare, hash. */
final class Networks {
    private Networks() {}

    /** The network as it serves. */
    static Network of(Graph graph, Learners learners, Kernels kernels) {
        final Map<String, float[]> tensors = new LinkedHashMap<>(learners.others());
        learners.learnt().forEach((name, learner) -> {
            final float[] effective = new float[learner.parameters().values().length];
            learner.parameters().effective(effective);
            tensors.put(name, effective);
        });
        return Network.of(
                graph,
                tensors,
                (node, matrix) -> WeightedSynapses.of(matrix, tensors.get(node.name() + ".weight"), kernels),
                kernels);
    }

    /** All that training changes, by name. */
    static Map<String, float[]> state(Learners learners) {
        final Map<String, float[]> state = new TreeMap<>(learners.others());
        learners.learnt().forEach((name, learner) -> {
            state.put(name, learner.parameters().values());
            state.put(name + ".adam.first", learner.adam().firstMoment());
            state.put(name + ".adam.second", learner.adam().secondMoment());
        });
        return state;
    }

    static void assertSameBits(Learners expected, Learners found) {
        final Map<String, float[]> first = state(expected);
        final Map<String, float[]> second = state(found);
        assertEquals(first.keySet(), second.keySet());
        first.forEach((name, values) -> assertArrayEquals(values, second.get(name), name));
    }

    /** SHA-256 of names and values, in the order of names. */
    static String sha256(Learners learners) {
        final MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        state(learners).forEach((name, values) -> {
            final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
            bytes.asFloatBuffer().put(values);
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes.array());
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
