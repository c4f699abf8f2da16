package io.memspike.memristor.energy;

import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.kind.shape.Scan;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.Upsample;
import java.util.HashSet;
import java.util.Set;

/**
 * What drives a layer's rows. Spikes, counts and what pools make of them have a length of their own: a pulse for each event.
 * Activations have none, since their scale is arbitrary: the largest of a step drives a whole pulse, others parts of it.
 *
 * @param isGraded whether they are activations
 * @param bits by which a pulse's end is told: those of DACs that tokens drive, or of the quantiser before, else {@value #BITS}
 */
record Entering(boolean isGraded, int bits) {
    /** Bits that a pulse's end is priced for. */
    static final int BITS = 8;

    private static final Entering EVENTS = new Entering(false, BITS);
    private static final Set<Class<? extends Kind>> AS_THEY_ARE =
            Set.of(Concat.class, Delay.class, Flatten.class, MaxPool.class, Pad.class, Scan.class, Unflatten.class);
    private static final Set<Class<? extends Kind>> MIXING = Set.of(AvgPool.class, SumPool.class, Upsample.class);

    /** What enters a node with weights, by what stands before it: back along first edges. */
    static Entering into(Graph graph, String node) {
        final Set<String> seen = new HashSet<>();
        boolean isMixed = false;
        String at = before(graph, node);
        while (seen.add(at) && (AS_THEY_ARE.contains(kind(graph, at)) || MIXING.contains(kind(graph, at)))) {
            isMixed |= MIXING.contains(kind(graph, at));
            at = before(graph, at);
        }
        final Kind kind = graph.node(at).kind();
        if (kind instanceof Input || kind instanceof SpikingKind || kind instanceof Choice) {
            return EVENTS;
        }
        return new Entering(true, kind instanceof Quantiser quantiser && !isMixed ? quantiser.bits() : BITS);
    }

    private static Class<? extends Kind> kind(Graph graph, String node) {
        return graph.node(node).kind().getClass();
    }

    private static String before(Graph graph, String node) {
        return graph.into(node, 0).get(0).from();
    }

    /** The same through converters of other bits; 0 for those before. */
    Entering through(int dacBits) {
        return dacBits == 0 ? this : new Entering(isGraded, dacBits);
    }

    /** What telling a pulse's end takes, as a part of one of {@value #BITS} bits. */
    double dacShare() {
        return (double) bits / BITS;
    }

    /** How often an addition of a weight comes with a multiplication, on a machine that follows what is not zero. */
    int multiplications() {
        return isGraded ? 1 : 0;
    }
}
