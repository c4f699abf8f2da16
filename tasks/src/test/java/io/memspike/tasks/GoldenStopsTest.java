package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Shape;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.earlyexit.ConfidencePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From events to the early decision: stop step and class exactly as an independent PyTorch program has them. The files
 * are large and belong to topology-optimizer's tests; Maven runs a module's tests in the module's folder, so they are
 * read from the folder beside it.
 */
class GoldenStopsTest {
    private static final Path FOLDER = Path.of("..", "topology-optimizer", "src", "test", "resources", "golden");
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final Shape INPUT = new Shape(2, 34, 34);
    private static final int STEPS = 10;
    private static final Integrator READOUT = Integrator.readout(0.1f);

    private static List<Kind> kinds(String network, float scale) {
        if (network.equals("mlp")) {
            final Lif lif = new Lif(0.2f, 0.5f, 0.1f);
            return List.of(
                    new Linear(64, scale), lif, new Linear(64, scale), lif, new Linear(10, scale), READOUT, new Mean());
        }
        final Lif lif = new Lif(0.2f, 0.2f, 0.1f);
        return List.of(
                new Conv2d(12, 5, 1, 1, scale),
                lif,
                new AvgPool(2),
                new Conv2d(64, 5, 1, 0, scale),
                lif,
                new AvgPool(2),
                new Linear(10, scale),
                READOUT,
                new Mean());
    }

    /** The network of a golden file: effective weight = weightScale · weight · mask. */
    private static Network network(SafetensorsFile file) throws IOException {
        final float scale = Float.parseFloat(file.metadata().get("weight_scale"));
        final Graph graph = Graph.chain(INPUT, kinds(file.metadata().get("network"), scale));
        final List<float[]> effective = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            final float[] weights = file.tensor("weight" + n).floats();
            final float[] mask = file.tensor("mask" + n).floats();
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= scale * mask[i];
            }
            effective.add(weights);
        }
        return Network.of(
                graph, (node, matrix) -> WeightedSynapses.of(matrix, effective.remove(0), SELECTED), SELECTED);
    }

    private static EventFrames frames(float[] counts, int sample) {
        final EventFrames frames = new EventFrames(INPUT, STEPS);
        for (int t = 0; t < STEPS; t++) {
            for (int i = 0; i < INPUT.size(); i++) {
                final float count = counts[(sample * STEPS + t) * INPUT.size() + INPUT.channelFirst(i)];
                if (count != 0f) {
                    frames.step(t).add(i, count);
                }
            }
        }
        return frames;
    }

    @ParameterizedTest
    @CsvSource({"mlp, 0.3", "mlp, 0.5", "mlp, 0.8", "conv, 0.3", "conv, 0.5", "conv, 0.8"})
    void shouldStopWhereAndAsPyTorchDoes(String network, String threshold) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(FOLDER.resolve("prime_" + network + ".safetensors"))) {
            final Session session = network(file).newSession();
            final ConfidencePolicy policy = new ConfidencePolicy(Float.parseFloat(threshold));
            final float[] counts = file.tensor("input").floats();
            final float[] stopSteps = file.tensor("stop." + threshold + ".step").floats();
            final float[] stopClasses =
                    file.tensor("stop." + threshold + ".class").floats();
            for (int sample = 0; sample < stopSteps.length; sample++) {
                final int steps = Inference.run(session, sample, frames(counts, sample), policy, null);

                assertEquals((int) stopSteps[sample] + 1, steps, "steps of sample " + sample); // counted from 0 there
                assertEquals((int) stopClasses[sample], session.decision(), "class of sample " + sample);
            }
        }
    }
}
