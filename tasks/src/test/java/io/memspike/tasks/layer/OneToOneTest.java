package io.memspike.tasks.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.tasks.network.Start;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tries {@code docs/how-to/layer.md}. */
class OneToOneTest {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final int WIDTH = 6;

    private static Graph graph() {
        return Graph.chain(Shape.vector(WIDTH), List.of(new OneToOne(WIDTH, 0.1f), new Linear(2, 0.1f), new Mean()));
    }

    /** Class 0 makes events in the first half of the inputs, class 1 in the second. */
    private record Halves(int size) implements Samples {
        @Override
        public Shape shape() {
            return Shape.vector(WIDTH);
        }

        @Override
        public int steps() {
            return 2;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public int label(int sample) {
            return sample % 2;
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.clear();
            for (int t = 0; t < steps(); t++) {
                into.step(t).add(label(sample) * WIDTH / 2 + (sample / 2 + t) % (WIDTH / 2), 1f);
            }
        }
    }

    @Test
    void shouldWeighEachInputByItself() {
        final Matrix matrix = new Matrix(new OneToOne(3, 1f), Shape.vector(3));
        final Synapses synapses = WeightedSynapses.of(matrix, new float[] {2f, -3f, 4f}, KERNELS);
        final SpikeList input = new SpikeList(3);
        input.add(0, 1f);
        input.add(2, 0.5f);
        final float[] current = new float[3 + Synapses.PADDING];

        synapses.open().accumulate(input, 0, current);

        assertArrayEquals(new float[] {2f, 0f, 2f}, Arrays.copyOf(current, 3));
    }

    @Test
    void shouldLieOnMemristors() {
        final Matrix matrix = new Matrix(new OneToOne(WIDTH, 0.1f), Shape.vector(WIDTH));
        final MemristorArray array = MemristorArray.program(matrix, FormedRram.prime(), 1, 0);
        final Synapses synapses = array.synapses(KERNELS);
        final SpikeList input = new SpikeList(WIDTH);
        input.add(4, 1f);
        final float[] current = new float[WIDTH + Synapses.PADDING];

        synapses.open().accumulate(input, 0, current);

        assertEquals(array.effectiveWeights()[4], current[4], 1e-6f);
        assertEquals(0f, current[3]);
    }

    @Test
    void shouldBeTrained() {
        final Learners learners = Start.pruned(graph(), 0.3, 2);
        final Trainer.Task task = Trainer.Task.of(graph(), learners, new CrossEntropy(graph().readout(), Loss.MEAN));
        final TrainingConfig config = TrainingConfig.adam(40, 10, 0.05, 0, 0, 1);
        try (Trainer trainer = new Trainer(task, new Halves(40), config, KERNELS, 1, 0)) {
            double accuracy = 0;
            while (trainer.epochsDone() < config.epochs()) {
                accuracy = trainer.epoch(TrainingProgress.NONE).accuracy();
            }
            assertTrue(accuracy >= 0.8, "accuracy " + accuracy);
        }
    }

    @Test
    void shouldBeKeptInFiles() throws FileFormatException {
        assertEquals(graph(), GraphJson.read(StrictJson.parse("layer", GraphJson.write(graph()))));
    }
}
