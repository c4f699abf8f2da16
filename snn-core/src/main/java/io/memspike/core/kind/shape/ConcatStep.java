package io.memspike.core.kind.shape;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Kind;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Concat} at work: merges lists position by position. */
final class ConcatStep implements Step {
    private final Signal[] entering;
    private final Signal output;
    private final int[] channels;
    private final int[] next; // entry of each list

    ConcatStep(Concat concat, StepContext context) {
        this.entering = new Signal[concat.ports()];
        this.channels = new int[concat.ports()];
        for (int port = 0; port < entering.length; port++) {
            entering[port] = context.active(port);
            channels[port] = context.input(port).channels();
        }
        this.output = Signal.ofActive(context.output());
        this.next = new int[entering.length];
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<Concat> kind() {
            return Concat.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return new ConcatStep((Concat) kind, context);
        }
    }

    @Override
    public void run(long read) {
        final Shape shape = output.shape();
        final SpikeList merged = output.active();
        merged.clear();
        Arrays.fill(next, 0);
        for (int position = 0; position < shape.positions(); position++) {
            int first = position * shape.channels();
            for (int port = 0; port < entering.length; port++) {
                final SpikeList list = entering[port].active();
                final int end = (position + 1) * channels[port];
                for (; next[port] < list.size() && list.index(next[port]) < end; next[port]++) {
                    merged.add(first + list.index(next[port]) - position * channels[port], list.value(next[port]));
                }
                first += channels[port];
            }
        }
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public Signal output() {
        return output;
    }
}
