package io.memspike.tasks;

import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.topology.Learners;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.parameter.Parameters;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Chips that a classifier is trained on in turn, an update each, so that its mask suits all of their kind: its own, and others that were
 * programmed anew towards the same targets. Between epochs the weights are those of its own.
 */
final class ChipsInTraining {
    /** Most of them: all weights of all of them are kept. */
    static final int MOST = 1024;

    private final int count;
    private final Map<float[], float[][]> weights = new IdentityHashMap<>(); // of a learner, [chip]

    private ChipsInTraining(int count) {
        this.count = count;
    }

    /**
     * The chips of a training.
     *
     * @param count how many, its own among them
     * @param device what random weights are formed on; null where none are
     * @param seed of the training
     * @throws IllegalArgumentException where there are several, but the device cannot be programmed
     */
    static ChipsInTraining of(int count, Graph graph, Learners learners, DeviceModel device, long seed) {
        final ChipsInTraining chips = new ChipsInTraining(count);
        if (count == 1) {
            return chips;
        }
        if (!(device instanceof ProgrammableDevice programmable)) {
            throw new IllegalArgumentException(
                    "--train-chips: expected random weights of a device that can be programmed: rram, pcm,"
                            + " mram or a table, found "
                            + (device == null ? "none" : device.getClass().getSimpleName()));
        }
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final Parameters parameters =
                    learners.learnt().get(Model.name(node.name(), "weight")).parameters();
            final MemristorArray own =
                    MemristorArray.program(Matrix.of(graph, node.name()), device, seed, graph.position(node.name()));
            if (Arrays.equals(own.weights(), parameters.weights())) { // and not trained, or given
                chips.weights.put(parameters.weights(), others(own, count, programmable, seed));
            }
        }
        return chips;
    }

    private static float[][] others(MemristorArray own, int count, ProgrammableDevice device, long seed) {
        final float[][] all = new float[count][];
        all[0] = own.weights();
        for (int chip = 1; chip < count; chip++) {
            final long drawn = RandomStream.of(seed, "training chips", chip).nextLong();
            all[chip] = own.programmedOnto(device, WriteVerify.once(), drawn).weights();
        }
        return all;
    }

    /** The weights of the update to come become those of its chip. */
    void use(long updates) {
        weights.forEach(
                (learner, chips) -> System.arraycopy(chips[(int) (updates % count)], 0, learner, 0, learner.length));
    }

    /** The same progress, for which updates go through the chips in turn. */
    TrainingProgress taking(TrainingProgress progress, long updatesBefore) {
        if (count == 1) {
            return progress;
        }
        use(updatesBefore);
        return new TrainingProgress() {
            private long updates = updatesBefore;

            @Override
            public void updated(int epoch, int done, int of, double meanLoss, double accuracy) {
                updates++;
                use(done == of ? 0 : updates);
                progress.updated(epoch, done, of, meanLoss, accuracy);
            }
        };
    }
}
