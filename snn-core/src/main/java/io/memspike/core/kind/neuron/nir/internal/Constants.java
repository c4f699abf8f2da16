package io.memspike.core.kind.neuron.nir.internal;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.neuron.nir.ResettingKind;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.run.Network;
import io.memspike.core.run.StepContext;
import java.util.List;
import java.util.function.Function;

/**
 * Parameters of a node as a number for each neuron.
 *
 * @param tensors the node's tensors by their names
 * @param per how many numbers each has
 * @param shape of the neurons
 */
public record Constants(Function<String, float[]> tensors, Per per, Shape shape) {
    static Constants of(StepContext context, Per per) {
        return new Constants(context::tensor, per, context.output());
    }

    /** A parameter, channel-last. A new array. */
    public float[] of(String name) {
        return per.spread(tensors.apply(name), shape);
    }

    /** {@code dt · r} of each neuron. */
    public float[] gain(float dt) {
        final float[] r = of("r");
        return LowPass.each(r.length, i -> (double) dt * r[i]);
    }

    /** Refuses tensors that no neuron can have. */
    static void check(ResettingKind kind, String node, Network network) {
        checkTaus(kind.parameters(), node, network);
        if (kind.spikes() == Spikes.MANY) {
            final float[] thresholds = network.tensor(node, "vThreshold");
            for (int i = 0; i < thresholds.length; i++) {
                require(
                        thresholds[i] > 0,
                        "tensor vThreshold, element %d: expected above 0, found %s",
                        i,
                        thresholds[i]);
            }
        }
        if (kind.refractory()) {
            checkSteps("refractory", network.tensor(node, "refractory"));
        }
    }

    static void checkTaus(List<String> names, String node, Network network) {
        for (final String name : names) {
            if (name.startsWith("tau")) {
                final float[] taus = network.tensor(node, name);
                for (int i = 0; i < taus.length; i++) {
                    require(taus[i] > 0, "tensor %s, element %d: expected above 0, found %s", name, i, taus[i]);
                }
            }
        }
    }

    static void checkSteps(String name, float[] steps) {
        for (int i = 0; i < steps.length; i++) {
            require(
                    steps[i] >= 0 && steps[i] == (int) steps[i] && steps[i] < 1 << 24,
                    "tensor %s, element %d: expected whole steps, found %s",
                    name,
                    i,
                    steps[i]);
        }
    }

    /** Potentials at the start, or null for 0. */
    public float[] start(Start start) {
        return switch (start) {
            case ZERO -> null;
            case LEAK -> of("vLeak");
            case VALUE -> of("vStart");
        };
    }
}
