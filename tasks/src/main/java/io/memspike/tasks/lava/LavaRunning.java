package io.memspike.tasks.lava;

import com.google.auto.service.AutoService;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.interchange.lava.LavaModel;
import io.memspike.interchange.lava.LavaNet;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.record.NpzFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a network of lava-dl in Loihi's integers, and writes all spikes. Spikes are a step on their way from layer to layer,
 * and neurons forget all where the first spikes of a sample can reach them: from there on a layer does, so many steps later,
 * what it does in a network without ways. Before, biases alone move it, which a network with ways shows.
 */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LavaRunning implements Experiment<LavaRunPlan, LavaRunResult> {
    @Override
    public String name() {
        return "lava run";
    }

    @Override
    public LavaRunResult run(LavaRunPlan plan, Run run) throws IOException {
        Checkpoints.requireNoInput(plan.out(), plan.net(), plan.input());
        final LavaNet net = LavaNet.read(plan.net(), plan.layers());
        final LavaInput input = LavaInput.read(plan.input(), net);
        final int steps = plan.steps() == 0 ? input.steps() : plan.steps();
        if (steps < 1) {
            throw new IllegalArgumentException("--steps: expected at least 1, as an image has none, found " + steps);
        }
        final float[] drive = input.drive(net);
        final LavaModel model = LavaModel.of(net, input.shape(), drive, false);
        final Kernels kernels = run.choice(1).kernels();
        final List<LavaSpikes> spikes = new ArrayList<>();
        for (final String block : model.blocks()) {
            spikes.add(new LavaSpikes(block, model.model().graph().shape(block), steps));
        }
        final int first = net.isDriven() ? 0 : 1; // step of the first block
        final Session session = session(plan, model.model(), kernels);
        final long start = System.nanoTime();
        final SpikeList active = new SpikeList(input.shape().size());
        for (int t = 0; t + first < steps; t++) {
            if (t == 0 || plan.resetInterval() > 0 && t % plan.resetInterval() == 0) {
                session.reset(0);
            }
            input.load(t, active);
            session.step(active);
            for (int b = 0; b < spikes.size() && t + first + b < steps; b++) {
                spikes.get(b).see(session, t + first + b);
            }
        }
        final Model late = LavaModel.of(net, input.shape(), drive, true).model();
        beforeTheStart(session(plan, late, kernels), input.shape().size(), spikes, first, steps);
        final double seconds = 1e-9 * (System.nanoTime() - start);
        final Map<String, NpzFile.Bytes> arrays = new LinkedHashMap<>();
        final List<LavaRunResult.Layer> layers = new ArrayList<>();
        for (int b = 0; b < spikes.size(); b++) {
            final int position = model.positions().get(b);
            arrays.put(String.valueOf(position), spikes.get(b).array());
            layers.add(new LavaRunResult.Layer(
                    position,
                    net.layers().get(position).type(),
                    spikes.get(b).extents(),
                    spikes.get(b).count()));
        }
        NpzFile.write(plan.out(), arrays);
        final long all = layers.stream().mapToLong(LavaRunResult.Layer::spikes).sum();
        return new LavaRunResult(plan.net(), plan.out(), steps, layers, all, seconds, net.notes());
    }

    /** What biases alone do in each block before anything can reach it. */
    private static void beforeTheStart(Session late, int input, List<LavaSpikes> spikes, int first, int steps) {
        late.reset(0);
        final SpikeList nothing = new SpikeList(input);
        for (int t = 0; t < Math.min(first + spikes.size() - 1, steps); t++) {
            late.step(nothing);
            for (int b = Math.max(t + 1 - first, 0); b < spikes.size(); b++) {
                spikes.get(b).see(late, t);
            }
        }
    }

    private static Session session(LavaRunPlan plan, Model model, Kernels kernels) throws FileFormatException {
        try {
            return Network.of(
                            model.graph(),
                            model.tensors(),
                            (node, matrix) -> WeightedSynapses.of(matrix, model.weights(node.name()), kernels),
                            kernels)
                    .newSession();
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(plan.net() + ": " + e.getMessage());
        }
    }
}
