package io.memspike.tasks.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.topology.Learners;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Forms cells of pruned connections anew, so that chance has another go where training has no use for what it drew: a share of
 * them after each epoch but those of the last quarter. Scores stay. After iterative randomisation (Chijiwa et al., NeurIPS
 * 2021, arXiv 2106.09269), which draws numbers again; here the filaments are broken already. Same seed, same bits. Not
 * thread-safe.
 */
public final class Reforming {
    private final double share;
    private final DeviceModel device;
    private final long seed;
    private final Graph graph;
    private final Map<String, Parameters.Pruned> pruned = new LinkedHashMap<>(); // by node

    /**
     * Of a training.
     *
     * @param share how many of the pruned ones, in (0, 1]; null for none, never
     * @param device what random weights are formed on; null where none are
     * @param seed of the training
     * @throws IllegalArgumentException where there is a share, but nothing that is pruned is formed, or cells are programmed to
     *     targets instead
     */
    public Reforming(Double share, Graph graph, Learners learners, DeviceModel device, long seed) {
        this.share = share == null ? 0 : share;
        this.device = device;
        this.seed = seed;
        this.graph = graph;
        if (share == null) {
            return;
        }
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final Learner learner = learners.learnt().get(Model.name(node.name(), "weight"));
            if (learner != null && learner.parameters() instanceof Parameters.Pruned parameters) {
                pruned.put(node.name(), parameters);
            }
        }
        if (device == null || pruned.isEmpty()) {
            throw new IllegalArgumentException(
                    "--reform: expected random weights of a device that are pruned, found none");
        }
        if (device instanceof ProgrammableDevice) { // other chips of which are programmed to the targets of the seed
            throw new IllegalArgumentException(
                    "--reform: expected a device that forms by chance: formed-rram, signs or a" + " histogram, found "
                            + device.getClass().getSimpleName());
        }
    }

    /**
     * Checks a new training, whose cells are those of its seed.
     *
     * @throws IllegalArgumentException where pruned weights are given ones, which chance cannot draw again
     */
    public void requireFormed() {
        pruned.forEach((node, parameters) -> {
            if (!Arrays.equals(formed(node, seed), parameters.weights())) {
                throw new IllegalArgumentException("--reform: expected random weights of a device in the nodes that are"
                        + " pruned, found given ones in " + node);
            }
        });
    }

    /**
     * After an epoch: forms anew, if it is time.
     *
     * @param epoch its number, from 1
     * @param epochs of all
     */
    public void after(int epoch, int epochs) {
        if (4L * epoch > 3L * epochs) {
            return; // what comes last is learnt on cells that stay
        }
        pruned.forEach((node, parameters) -> {
            final float[] again =
                    formed(node, RandomStream.of(seed, "reforming", epoch).nextLong());
            final RandomStream chance = RandomStream.of(seed, "reformed", epoch, graph.position(node));
            final float[] weights = parameters.weights();
            final byte[] mask = parameters.mask();
            for (int i = 0; i < mask.length; i++) {
                if (mask[i] == 0 && chance.nextDouble() < share) {
                    weights[i] = again[i];
                }
            }
        });
    }

    private float[] formed(String node, long drawn) {
        return MemristorArray.program(Matrix.of(graph, node), device, drawn, graph.position(node))
                .weights();
    }
}
