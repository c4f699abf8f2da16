package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.SpikeList;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Concat} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class ConcatStep implements StepFactory<Concat> {
    @Override
    public Step open(Concat concat, StepContext context) {
        final int[] channels = new int[concat.ports()];
        final Signal[] entering = new Signal[concat.ports()];
        final SpikeList[] lists = new SpikeList[concat.ports()];
        for (int port = 0; port < entering.length; port++) {
            entering[port] = context.active(port);
            channels[port] = context.input(port).channels();
        }
        final Signal output = Signal.ofActive(context.output());
        final Merging merging = new Merging(channels, context.output().positions());
        return new StatelessStep(output, () -> {
            for (int port = 0; port < lists.length; port++) {
                lists[port] = entering[port].active();
            }
            merging.merge(lists, output.active());
        });
    }
}
