package io.memspike.topology.gradient.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What arrives at a port where that is not simply what has just left another node: several edges added up in their order,
 * delays, or another form.
 */
public final class Arrival implements NodeGradient {
    private final List<Source> sources;
    private final Trace trace;
    private final Kernels kernels;
    private final float[] sum; // where several add up into a list
    private final int size;
    private Trace[] from; // of each source
    private boolean passes; // ∂L/∂(what arrives) is written at once where ∂L/∂(what has left) lies

    /**
     * An edge into the port.
     *
     * @param trace what leaves the node before, known once all nodes are
     * @param delay steps until it arrives
     * @param isAsking whether a gradient passes
     * @param isSole whether no other gradient comes to that node: it is overwritten, not added to
     */
    public record Source(Supplier<Trace> trace, int delay, boolean isAsking, boolean isSole) {
        /** What passes no gradient. */
        public static Source given(Trace trace) {
            return new Source(() -> trace, 0, false, false);
        }
    }

    /**
     * What arrives from these sources.
     *
     * @param shape of it
     * @param sources where from
     * @param isDense as currents, else as lists
     * @param steps of a sample
     * @param storedSteps 1 where all steps are alike, else {@code steps}
     * @param kernels inner loops
     */
    public Arrival(Shape shape, List<Source> sources, boolean isDense, int steps, int storedSteps, Kernels kernels) {
        this.sources = List.copyOf(sources);
        this.size = shape.size();
        this.kernels = kernels;
        this.trace = isDense ? Trace.ofValues(shape, steps, storedSteps) : Trace.ofActive(shape, steps, storedSteps);
        this.sum = isDense || sources.size() == 1 ? null : new float[size];
    }

    /** What arrives. */
    public Trace trace() {
        return trace;
    }

    /** Whether a gradient passes to any source. */
    public boolean isAsking() {
        return sources.stream().anyMatch(Source::isAsking);
    }

    @Override
    public void begin(int shard, int sample, Draw draw) {
        findSources();
        if (passes) {
            trace.pointGradientsTo(from[0].gradients());
        }
    }

    private void findSources() {
        if (from == null) {
            from = sources.stream().map(source -> source.trace().get()).toArray(Trace[]::new);
            final Source first = sources.get(0);
            passes = from.length == 1
                    && first.isAsking()
                    && first.isSole()
                    && first.delay() == 0
                    && from[0].gradients() != null
                    && !trace.isLeaving();
        }
    }

    @Override
    public void likenSteps() {
        findSources();
        if (passes) {
            from[0].alikeFrom(trace.alikeFrom());
        }
    }

    @Override
    public void forward(int t) {
        if (t >= trace.storedSteps()) {
            return;
        }
        int positions = 0;
        for (int s = 0; s < from.length; s++) {
            final int then = t - sources.get(s).delay();
            positions = Math.max(positions, then < 0 ? trace.shape().positions() : from[s].positions(then));
        }
        trace.setPositions(t, positions);
        if (trace.isDense()) {
            add(t, trace.values(t), trace.present(t));
        } else if (sources.size() == 1) {
            list(t - sources.get(0).delay(), from[0], trace.active(t));
        } else {
            add(t, sum, size);
            trace.active(t).compact(sum, size, kernels);
        }
    }

    private void list(int t, Trace leaving, SpikeList into) {
        if (t < 0) {
            into.clear();
        } else if (leaving.isDense()) {
            into.compact(leaving.values(t), size, kernels);
        } else {
            into.copyFrom(leaving.active(t));
        }
    }

    private void add(int step, float[] into, int there) {
        boolean isFirst = true;
        for (int s = 0; s < from.length; s++) {
            final int t = step - sources.get(s).delay();
            if (t < 0) {
                continue;
            }
            if (!from[s].isDense()) {
                addList(from[s].active(t), into, isFirst);
            } else if (isFirst) {
                System.arraycopy(from[s].values(t), 0, into, 0, there);
            } else {
                final float[] values = from[s].values(t);
                for (int i = 0; i < there; i++) {
                    into[i] += values[i];
                }
            }
            isFirst = false;
        }
        if (isFirst) {
            Arrays.fill(into, 0, size, 0f);
        }
    }

    private void addList(SpikeList list, float[] into, boolean isFirst) {
        if (isFirst) {
            Arrays.fill(into, 0, size, 0f);
        }
        for (int e = 0; e < list.size(); e++) {
            into[list.index(e)] += list.value(e);
        }
    }

    @Override
    public Reads reads() {
        return Reads.NOTHING;
    }

    @Override
    public void backward(int t) {
        if (passes || !trace.hasGradients()) {
            return;
        }
        final float[] gradient = trace.gradient(t);
        final int present = trace.present(t);
        for (int s = 0; s < from.length; s++) {
            if (sources.get(s).isAsking() && t >= sources.get(s).delay()) {
                final float[] into = from[s].gradient(t - sources.get(s).delay());
                if (sources.get(s).isSole()) {
                    System.arraycopy(gradient, 0, into, 0, present);
                    continue;
                }
                for (int i = 0; i < present; i++) {
                    into[i] += gradient[i];
                }
            }
        }
    }
}
