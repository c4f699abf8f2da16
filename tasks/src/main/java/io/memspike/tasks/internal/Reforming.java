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
import io.memspike.topology.parameter.Writes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Forms cells of pruned connections anew, so that chance has another go where training has no use for what it drew: a share of
 * them after each epoch but those of the last quarter. Scores stay. After iterative randomisation (Chijiwa et al., NeurIPS
 * 2021, arXiv 2106.09269), which draws numbers again. Same seed, same bits. Not thread-safe.
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
            if (learner != null
                    && learner.parameters() instanceof Parameters.Pruned parameters
                    && parameters.sparsity() > 0) {
                pruned.put(node.name(), parameters);
            }
        }
        if (device == null || pruned.isEmpty()) {
            throw new IllegalArgumentException(
                    "--reform: expected random weights of a device that are pruned, found none");
        }
        if (device instanceof ProgrammableDevice) { // other chips of which are programmed to the targets of the seed
            throw new IllegalArgumentException(
                    "--reform: expected a device that forms by chance: formed-rram, signs or a histogram, found "
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
     * @return what was written, by node: each pair that was formed anew was broken before
     */
    public Map<String, Writes> after(int epoch, int epochs) {
        final Map<String, Writes> writes = new LinkedHashMap<>();
        if (isTime(epoch, epochs)) {
            pruned.forEach((node, parameters) -> {
                final long cells = reform(node, parameters, epoch);
                writes.put(node, new Writes(cells, cells));
            });
        }
        return writes;
    }

    /**
     * The cells of a node whose training formed some anew: each pair as it was formed first with its weight.
     *
     * @param formed as its seed forms them
     * @param weights of the model. Not modified.
     * @param seed of the training
     * @param done epochs behind the model
     * @param epochs of all
     * @return null where weights are none of those that were formed, such as rounded ones
     */
    public static MemristorArray found(MemristorArray formed, float[] weights, long seed, int done, int epochs) {
        if (formed.device() instanceof ProgrammableDevice || !hasSome(formed.weights(), weights)) {
            return null;
        }
        MemristorArray found = formed;
        for (int epoch = 1; epoch <= done && isTime(epoch, epochs); epoch++) {
            final float[] before = found.weights();
            if (Arrays.equals(before, weights)) {
                return found;
            }
            final MemristorArray later =
                    MemristorArray.program(formed.layer(), formed.device(), drawn(seed, epoch), formed.layerPosition());
            final float[] after = later.weights();
            found = found.formedAnew(later, i -> before[i] != weights[i] && after[i] == weights[i]);
        }
        return Arrays.equals(found.weights(), weights) ? found : null;
    }

    /** Whether a weight is as it was formed: those that were never pruned are. */
    private static boolean hasSome(float[] formed, float[] weights) {
        for (int i = 0; i < weights.length; i++) {
            if (formed[i] == weights[i]) {
                return true;
            }
        }
        return false;
    }

    /** What comes last is learnt on cells that stay. */
    private static boolean isTime(int epoch, int epochs) {
        return 4L * epoch <= 3L * epochs;
    }

    private static long drawn(long seed, int epoch) {
        return RandomStream.of(seed, "reforming", epoch).nextLong();
    }

    private long reform(String node, Parameters.Pruned parameters, int epoch) {
        final float[] again = formed(node, drawn(seed, epoch));
        final RandomStream chance = RandomStream.of(seed, "reformed", epoch, graph.position(node));
        final float[] weights = parameters.weights();
        final byte[] mask = parameters.mask();
        long cells = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] == 0 && chance.nextDouble() < share) {
                weights[i] = again[i];
                cells++;
            }
        }
        return cells;
    }

    private float[] formed(String node, long drawn) {
        return MemristorArray.program(Matrix.of(graph, node), device, drawn, graph.position(node))
                .weights();
    }
}
