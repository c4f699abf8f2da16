package io.memspike.app;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.EightBits;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A small network with one kind of weights, to be put onto any hardware.
 *
 * @param name what its weights are
 * @param base what they lie on where nothing befalls them
 * @param model graph and weights
 * @param steps what enters, step by step
 */
record LayerTrial(String name, Hardware base, Model model, List<SpikeList> steps) {
    private static final int STEPS = 4;
    private static final int[] COUNTS = {1, 2, 5}; // events of a bin; no three levels of a DAC
    private static final Kernels KERNELS = KernelsLookup.find("scalar").kernels();

    /** What becomes of it: the outputs of all steps, or why it is refused. */
    record Outcome(float[] outputs, String refusal) {}

    /**
     * One with random weights.
     *
     * @param isBinary whether weights and inputs are 1 and −1; otherwise weights are normal, and inputs counts of events
     */
    static LayerTrial of(String name, Shape input, String yaml, boolean isBinary, Hardware base) throws IOException {
        final Graph graph = GraphText.parse(name, yaml, Given.otherwise(input)).graph();
        final RandomStream random = RandomStream.of(1, name);
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final float[] weights = new float[graph.tensors(node.name()).get(0).size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = isBinary ? (random.nextInt(2) == 0 ? -1 : 1) : (float) (6 * random.nextGaussian());
            }
            tensors.put(Model.name(node.name(), "weight"), weights);
        }
        final List<SpikeList> steps = new ArrayList<>();
        for (int t = 0; t < STEPS; t++) {
            final SpikeList step = new SpikeList(input.size());
            for (int i = 0; i < input.size(); i++) {
                if (isBinary) {
                    step.add(i, random.nextInt(2) == 0 ? -1 : 1);
                } else if (random.nextInt(2) == 0) {
                    step.add(i, COUNTS[random.nextInt(COUNTS.length)]);
                }
            }
            steps.add(step);
        }
        return new LayerTrial(name, base, new Model(graph, tensors, Map.of(), Map.of(), Map.of()), steps);
    }

    /** The same with hardware changed. */
    Outcome on(UnaryOperator<Hardware> change) {
        return run(model, change);
    }

    /** The same with weights rounded to 8 bits. */
    Outcome inEightBits() {
        try {
            return run(EightBits.COLUMN.round(model), hardware -> hardware);
        } catch (IllegalArgumentException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    private Outcome run(Model of, UnaryOperator<Hardware> change) {
        try {
            final Placement placement = new Placement(change.apply(base), 1);
            final Network network = Network.of(
                    of.graph(),
                    of.tensors(),
                    ModelNetwork.placed(of, KERNELS, placement).calibrated(Map.of(), this::show),
                    KERNELS);
            final List<float[]> outputs = new ArrayList<>();
            final Session session = network.newSession();
            session.reset(1);
            for (final SpikeList step : steps) {
                session.step(step);
                outputs.add(session.answer().clone());
            }
            final int size = outputs.get(0).length;
            final float[] all = new float[size * outputs.size()];
            for (int t = 0; t < outputs.size(); t++) {
                System.arraycopy(outputs.get(t), 0, all, t * size, size);
            }
            return new Outcome(all, null);
        } catch (IllegalArgumentException e) {
            return new Outcome(null, e.getMessage());
        }
    }

    private void show(Session session) {
        session.reset(0);
        steps.forEach(session::step);
    }

    /** Whether outputs are those of another outcome, but for the order of sums. */
    static boolean isSame(Outcome one, Outcome other) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < one.outputs().length; i++) {
            largest = Math.max(largest, Math.abs(one.outputs()[i]));
            difference = Math.max(difference, Math.abs(one.outputs()[i] - other.outputs()[i]));
        }
        return difference <= 1e-5 * largest;
    }

    /** Whether any output is no number. */
    static boolean isBroken(Outcome outcome) {
        for (final float each : outcome.outputs()) {
            if (!Float.isFinite(each)) {
                return true;
            }
        }
        return Arrays.equals(outcome.outputs(), new float[outcome.outputs().length]);
    }
}
