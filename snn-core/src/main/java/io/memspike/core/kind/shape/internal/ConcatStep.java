package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.SpikeList;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Concat} at work. */
final class ConcatStep implements Step {
    private final Signal[] entering;
    private final SpikeList[] lists;
    private final Merging merging;
    private final Signal output;

    ConcatStep(Concat concat, StepContext context) {
        final int[] channels = new int[concat.ports()];
        this.entering = new Signal[concat.ports()];
        this.lists = new SpikeList[concat.ports()];
        for (int port = 0; port < entering.length; port++) {
            entering[port] = context.active(port);
            channels[port] = context.input(port).channels();
        }
        this.output = Signal.ofActive(context.output());
        this.merging = new Merging(channels, context.output().positions());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Concat> {
        @Override
        public Step open(Concat kind, StepContext context) {
            return new ConcatStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        for (int port = 0; port < lists.length; port++) {
            lists[port] = entering[port].active();
        }
        merging.merge(lists, output.active());
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
