package io.memspike.core.kind.shape;

import com.google.auto.service.AutoService;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Flatten} at work. */
final class FlattenStep implements Step {
    private final Kernels kernels;
    private final int[] channelFirst; // of each element
    private final float[] vector;
    private final Signal entering;
    private final Signal output;

    private FlattenStep(StepContext context) {
        this.kernels = context.kernels();
        this.channelFirst = new int[context.input(0).size()];
        for (int i = 0; i < channelFirst.length; i++) {
            channelFirst[i] = context.input(0).channelFirst(i);
        }
        this.vector = new float[channelFirst.length];
        this.entering = context.active(0);
        this.output = Signal.ofActive(context.output());
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<Flatten> kind() {
            return Flatten.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return new FlattenStep(context);
        }
    }

    @Override
    public void run(long read) {
        final SpikeList active = entering.active();
        Arrays.fill(vector, 0f);
        for (int e = 0; e < active.size(); e++) {
            vector[channelFirst[active.index(e)]] = active.value(e);
        }
        output.active().compact(vector, vector.length, kernels);
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
