package io.memspike.core.kind.neuron.nir;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.neuron.SpikingKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Neurons that compare a potential v with a threshold, fire and are reset, all in one step:
 *
 * <pre>  v ← what the kind says;   spike = v &gt; vThreshold;   where it fires, v ← reset</pre>
 *
 * A neuron of refractory period R that fires in step t keeps its potential, just reset, through the steps t + 1 … t + R,
 * whatever enters, and does not fire; it goes on in step t + R + 1 (as NEST has it). Tensors beside the kind's own, one
 * number {@link #per} node, channel or element: {@code vThreshold}, with {@link Reset#VALUE} {@code vReset}, with {@link
 * Start#VALUE} {@code vStart}, and where there is one {@code refractory}, in whole steps.
 */
public interface ResettingKind extends SpikingKind {
    /** Time step, above 0, in the unit of time constants. */
    float dt();

    /** How many numbers each parameter has. */
    Per per();

    /** How equations become a step; by Euler where a kind has no other way. */
    default Integration integrator() {
        return Integration.EULER;
    }

    /** What becomes of a potential that fires. */
    Reset reset();

    /** How often a neuron may fire in a step. */
    Spikes spikes();

    /** Where potentials begin. */
    Start start();

    /** Whether a neuron that fires waits. */
    boolean refractory();

    /** Names of the kind's own parameters; those of time constants begin with {@code tau} and are above 0. */
    List<String> parameters();

    @Override
    default Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    default List<TensorSpec> tensors(List<Shape> inputs) {
        final Shape shape = Kind.only(inputs);
        final List<TensorSpec> tensors = new ArrayList<>();
        for (final String name : parameters()) {
            tensors.add(name.startsWith("tau") ? per().notNegative(name, shape) : per().tensor(name, shape));
        }
        tensors.add(per().tensor("vThreshold", shape));
        if (reset() == Reset.VALUE) {
            tensors.add(per().tensor("vReset", shape));
        }
        if (start() == Start.VALUE) {
            tensors.add(per().tensor("vStart", shape));
        }
        if (refractory()) {
            tensors.add(per().notNegative("refractory", shape));
        }
        return tensors;
    }

    /** Refuses a time step that is none. */
    static void requireStep(String type, float dt) {
        Kind.require(dt > 0 && Float.isFinite(dt), "%s: expected dt above 0, found %s", type, dt);
    }
}
