package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.internal.Merging;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.stream.IntStream;

/** {@link Concat} in training. */
final class ConcatGradient implements NodeGradient {
    private final Trace[] entering;
    private final SpikeList[] lists;
    private final Merging merging;
    private final Trace output;
    private final Trace[] inputGradients; // [port]
    private final int[] channels;

    private ConcatGradient(Concat concat, GradientContext context) {
        final int ports = concat.ports();
        final boolean isDense = IntStream.range(0, ports).allMatch(context::isDense);
        this.entering = new Trace[ports];
        this.lists = new SpikeList[ports];
        this.inputGradients = new Trace[ports];
        this.channels = new int[ports];
        for (int port = 0; port < ports; port++) {
            entering[port] = isDense ? context.values(port) : context.active(port);
            inputGradients[port] = context.inputGradient(port);
            channels[port] = context.input(port).channels();
        }
        this.merging = new Merging(channels, context.output().positions());
        this.output = isDense
                ? Trace.ofValues(context.output(), context.steps())
                : Trace.ofActive(context.output(), context.steps());
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Concat> {
        @Override
        public NodeGradient open(Concat kind, GradientContext context) {
            return new ConcatGradient(kind, context);
        }
    }

    @Override
    public void forward(int t) {
        if (output.isDense()) {
            merge(t);
            return;
        }
        for (int port = 0; port < lists.length; port++) {
            lists[port] = entering[port].active(t);
        }
        merging.merge(lists, output.active(t));
    }

    private void merge(int t) {
        final int total = output.shape().channels();
        int first = 0;
        for (int port = 0; port < channels.length; port++) {
            final float[] values = entering[port].values(t);
            for (int position = 0; position < output.shape().positions(); position++) {
                System.arraycopy(
                        values, position * channels[port], output.values(t), position * total + first, channels[port]);
            }
            first += channels[port];
        }
    }

    @Override
    public Reads reads() {
        return Reads.NOTHING;
    }

    @Override
    public void backward(int t) {
        final Shape shape = output.shape();
        final float[] gradient = output.gradient(t);
        int first = 0;
        for (int port = 0; port < channels.length; port++) {
            for (int position = 0; inputGradients[port] != null && position < shape.positions(); position++) {
                System.arraycopy(
                        gradient,
                        position * shape.channels() + first,
                        inputGradients[port].gradient(t),
                        position * channels[port],
                        channels[port]);
            }
            first += channels[port];
        }
    }
}
