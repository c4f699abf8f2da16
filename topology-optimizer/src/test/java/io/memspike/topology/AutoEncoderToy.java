package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task that a small auto-encoder learns in an instant: bright rows or bright columns, with a hole in the middle. */
record AutoEncoderToy(int size) implements Samples {
    static final int SIDE = 16;
    static final int PIXELS = SIDE * SIDE;
    static final int STEPS = 6;
    static final AutoEncoderGraph SPEC = new AutoEncoderGraph(SIDE, 8, 16, 3, List.of(32, 64), List.of(32, 64), 0.01f);
    static final Graph GRAPH = SPEC.graph();

    @Override
    public Shape shape() {
        return new Shape(1, SIDE, SIDE);
    }

    @Override
    public int steps() {
        return STEPS;
    }

    @Override
    public int storedSteps() {
        return 1;
    }

    @Override
    public void load(int sample, EventFrames into) {
        final float[] holed = new float[PIXELS];
        load(sample, new float[PIXELS], holed);
        into.clear();
        into.step(0).compact(holed, PIXELS);
    }

    @Override
    public void target(int sample, Target into) {
        load(sample, into.values(PIXELS), new float[PIXELS]);
    }

    /** An image, and what is shown of it. */
    void load(int image, float[] whole, float[] holed) {
        final RandomStream random = RandomStream.of(5, "toy image", image);
        final boolean isRow = random.nextInt(2) == 0;
        final int at = 3 + random.nextInt(10);
        for (int i = 0; i < whole.length; i++) {
            final int distance = Math.abs((isRow ? i / SIDE : i % SIDE) - at);
            whole[i] = distance <= 1 ? 0.9f : -0.9f;
            final boolean isMissing = i / SIDE >= 6 && i / SIDE < 10 && i % SIDE >= 6 && i % SIDE < 10;
            holed[i] = isMissing ? -1f : whole[i];
        }
    }

    static TrainingConfig config(int epochs) {
        return TrainingConfig.adamW(epochs, 20, 2e-2, true, 0.01, 9);
    }

    static Trainer trainer(Learners learners, AutoEncoderToy images, Kernels kernels, int threads, long batchesDone) {
        final Trainer.Task task = Trainer.Task.of(GRAPH, learners, SPEC.terms())
                .sampling(new ScheduledSampling(AutoEncoderGraph.Z_TO_PRIOR, AutoEncoderGraph.PRIOR_CHOICE, 0.3, 0.3));
        return new Trainer(task, images, config(40), kernels, threads, batchesDone);
    }

    /** Learners at the start: posterior and prior trained, the rest pruned by half. */
    static Learners learners() {
        final Map<String, Parameters> weights = new LinkedHashMap<>();
        for (final Node node : GRAPH.nodesOf(MatrixKind.class)) {
            final String name = node.name();
            final Matrix matrix = Matrix.of(GRAPH, name);
            final RandomStream random = RandomStream.of(11, "toy", GRAPH.position(name));
            final float[] fixed = new float[matrix.weights()];
            final float[] values = new float[matrix.weights()];
            final int fanIn = matrix.weights() / matrix.out();
            for (int w = 0; w < fixed.length; w++) {
                fixed[w] = 6.9f * (float) random.nextGaussian();
                values[w] = (2 * random.nextFloat() - 1) / (float) Math.sqrt(fanIn);
            }
            final boolean isHead = AutoEncoderGraph.POSTERIOR.contains(name) || AutoEncoderGraph.PRIOR.contains(name);
            weights.put(
                    name,
                    isHead
                            ? new Parameters.Trained(values, 1f)
                            : new Parameters.Pruned(fixed, values, matrix.weightScale(), 0.5));
        }
        return Learners.of(GRAPH, weights);
    }
}
