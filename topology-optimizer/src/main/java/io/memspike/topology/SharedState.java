package io.memspike.topology;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.CurrentReadout;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.matrix.SynapseGradient;
import io.memspike.topology.parameter.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all threads of a training share: weights and other tensors as they are in the batch at hand, and room for that batch. */
final class SharedState {
    final Learners learners;
    final Batch batch;
    final Map<String, LayerUpdate> updates = new LinkedHashMap<>(); // by node with weights
    final Map<String, float[]> tensors = new LinkedHashMap<>(); // all but weights, by name
    final int steps;

    private final TrainingPlan plan;
    private final Map<String, float[]> gradients = new LinkedHashMap<>(); // of the batch, by tensor that is learnt

    SharedState(TrainingPlan plan, Learners learners, Batch batch, int steps) {
        this.plan = plan;
        this.learners = learners;
        this.batch = batch;
        this.steps = steps;
    }

    /** Makes room for everything. */
    void open(ScheduledSampling sampling, Kernels kernels, int threads) {
        learners.others().forEach(tensors::put);
        learners.learnt().forEach((name, learner) -> {
            if (!name.endsWith(".weight")) {
                tensors.put(name, new float[learner.parameters().size()]);
            }
        });
        for (final Node node : plan.graph().nodes()) {
            if (node.kind() instanceof MatrixKind) {
                updates.put(node.name(), layer(node.name(), kernels, threads));
            }
            if (plan.isBarrier(node.name())) {
                batch.barriers.put(
                        node.name(), Gradients.known().of(node).barrier(node.kind(), context(node.name(), kernels)));
            }
            if (plan.isLockstep(node.name())) {
                batch.locksteps.put(
                        node.name(), Gradients.known().of(node).lockstep(node.kind(), context(node.name(), kernels)));
            }
            for (final TensorSpec spec : plan.graph().tensors(node.name())) {
                final String name = node.name() + "." + spec.name();
                if (learners.isLearnt(name) && !spec.name().equals("weight") && !plan.isBarrier(node.name())) {
                    batch.tensorGradients.put(name, new double[Shards.COUNT][spec.size()]);
                }
            }
        }
        final List<Edge> drawn = new ArrayList<>(plan.cut());
        if (sampling != null) {
            drawn.add(sampling.edge());
        }
        drawn.forEach(edge -> batch.drawn.put(
                edge, new Batch.Drawn(plan.graph().shape(edge.from()).size(), steps)));
    }

    private LayerUpdate layer(String node, Kernels kernels, int threads) {
        final Matrix matrix = Matrix.of(plan.graph(), node);
        final boolean isAsked = plan.graph().into(node, 0).stream().anyMatch(plan::asks);
        final boolean isLearnt = learners.isLearnt(node + ".weight");
        final SynapseGradient gradient = SynapseGradient.of(matrix, isLearnt, steps, kernels);
        return new LayerUpdate(matrix, isAsked, learners.learnt().get(node + ".weight"), gradient, kernels, threads);
    }

    private Barrier.Context context(String node, Kernels kernels) {
        final int storedSteps = plan.takesConstant(node) ? 1 : steps;
        final Map<String, float[]> own = new LinkedHashMap<>();
        plan.graph().tensors(node).forEach(spec -> own.put(spec.name(), tensors.get(node + "." + spec.name())));
        return new Barrier.Context(plan.graph().shape(node), steps, storedSteps, own, kernels);
    }

    /** Takes a node's readout for the batch at hand; null is none. */
    void readout(String node, CurrentReadout readout) {
        if (readout != null) {
            batch.readouts.put(node, readout);
        }
    }

    /** ∂L/∂number of each readout, the mean of the batch. */
    Map<String, Double> readoutGradients() {
        final Map<String, Double> gradients = new LinkedHashMap<>();
        for (final String node : batch.readouts.keySet()) {
            gradients.put(node, Arrays.stream(batch.readoutGradients.get(node)).sum() / batch.samples());
        }
        return gradients;
    }

    /** Hands tensors other than weights over as they are to be used. */
    void useTensors() {
        tensors.forEach((name, effective) -> {
            if (learners.learnt().containsKey(name)) {
                learners.learnt().get(name).parameters().effective(effective);
            }
        });
    }

    /** From sums over the batch to ∂L/∂values of all that is learnt but weights. */
    void gatherTensors() {
        gradients.clear();
        batch.barriers.forEach((node, barrier) ->
                barrier.gradients().forEach((tensor, gradient) -> gather(node + "." + tensor, gradient)));
        batch.tensorGradients.forEach((tensor, shards) -> gather(tensor, sum(shards)));
    }

    private void gather(String tensor, float[] gradient) {
        if (!learners.isLearnt(tensor)) {
            return; // a norm that is frozen, or without gamma and beta
        }
        final float share = 1f / batch.samples();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= share;
        }
        learners.learnt().get(tensor).parameters().pullBack(gradient, 0, gradient.length);
        gradients.put(tensor, gradient);
    }

    /** Sum of the squares of these gradients. */
    double square() {
        double sum = 0;
        for (final float[] gradient : gradients.values()) {
            for (final float each : gradient) {
                sum += (double) each * each;
            }
        }
        return sum;
    }

    /** From gradients, times a factor, to values. */
    void updateTensors(UpdateRule rule, float factor) {
        gradients.forEach((tensor, gradient) -> {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= factor;
            }
            update(tensor, gradient, rule);
        });
    }

    private static float[] sum(double[][] shards) {
        final float[] sum = new float[shards[0].length];
        for (int i = 0; i < sum.length; i++) {
            final int element = i;
            sum[i] = (float)
                    Arrays.stream(shards).mapToDouble(shard -> shard[element]).sum();
        }
        return sum;
    }

    private void update(String tensor, float[] gradient, UpdateRule rule) {
        final float[] values = learners.values(tensor);
        final float[] before = values.clone();
        learners.learnt().get(tensor).follow(gradient, 0, gradient.length, rule);
        final int dot = tensor.lastIndexOf('.');
        final Node node = plan.graph().node(tensor.substring(0, dot));
        final float least = Gradients.known().of(node).least(node.kind(), tensor.substring(dot + 1));
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], Math.min(before[i], least));
        }
    }
}
