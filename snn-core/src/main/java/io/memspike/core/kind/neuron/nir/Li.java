package io.memspike.core.kind.neuron.nir;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaky integrators, NIR's LI, {@code τ v' = v_leak − v + r x}, in steps of dt; v is the output:
 *
 * <pre>  v ← v + share · ((vLeak − v) + r · x)</pre>
 *
 * with the share of {@link Integration}. Read-outs; also synapses as nodes of their own: one that jumps by g with each
 * spike has {@code r = g/share}. Tensors: {@code tau}, {@code r}, {@code vLeak}, with {@link Start#VALUE} {@code vStart}.
 *
 * @param dt time step, above 0, in the unit of tau
 * @param per how many numbers each parameter has
 * @param integrator how the equation becomes a step
 * @param start where potentials begin
 */
public record Li(
        float dt,
        @Default("\"one\"") Per per,
        @Default("\"euler\"") Integration integrator,
        @Default("\"zero\"") Start start)
        implements Kind {
    /** By Euler, from 0. */
    public Li(float dt, Per per) {
        this(dt, per, Integration.EULER, Start.ZERO);
    }

    public Li {
        ResettingKind.requireStep("li", dt);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        final Shape shape = Kind.only(inputs);
        final List<TensorSpec> tensors = new ArrayList<>(
                List.of(per.notNegative("tau", shape), per.tensor("r", shape), per.tensor("vLeak", shape)));
        if (start == Start.VALUE) {
            tensors.add(per.tensor("vStart", shape));
        }
        return tensors;
    }
}
