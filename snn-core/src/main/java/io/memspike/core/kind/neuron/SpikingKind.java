package io.memspike.core.kind.neuron;

import io.memspike.core.graph.Kind;
import java.lang.reflect.RecordComponent;

/** A kind whose output is spikes, which training lets a gradient pass through. */
public interface SpikingKind extends Kind {
    /** Stands in for the derivative of a spike. */
    Surrogate surrogate();

    /** The same neurons with another surrogate: their record with that component alone replaced. */
    default SpikingKind with(Surrogate other) {
        final RecordComponent[] components = getClass().getRecordComponents();
        final Class<?>[] types = new Class<?>[components.length];
        final Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = types[i] == Surrogate.class
                        ? other
                        : components[i].getAccessor().invoke(this);
            }
            return getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type() + ": expected a public record", e);
        }
    }
}
