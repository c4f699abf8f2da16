package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Delay;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;

/** {@link Delay} in training: what a step gives comes back to the step that it entered in. */
final class DelayGradient implements NodeGradient {
    private final int[] delay;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final float[][] earlier; // ∂L/∂(what entered) of the step at hand and those before, a ring by step

    private DelayGradient(Delay kind, GradientContext context) {
        final float[] steps = kind.per().spread(context.tensor("delay"), context.output());
        this.delay = new int[steps.length];
        int longest = 0;
        for (int i = 0; i < steps.length; i++) {
            delay[i] = (int) steps[i];
            longest = Math.max(longest, Math.min(delay[i], context.steps()));
        }
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.earlier = new float[longest + 1][steps.length];
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Delay> {
        @Override
        public NodeGradient open(Delay kind, GradientContext context) {
            return new DelayGradient(kind, context);
        }
    }

    @Override
    public void begin(int shard, int sample, Draw draw) {
        for (final float[] step : earlier) {
            Arrays.fill(step, 0f);
        }
    }

    @Override
    public void forward(int t) {
        final float[] values = output.values(t);
        for (int i = 0; i < delay.length; i++) {
            values[i] = delay[i] > t ? 0f : entering.values(t - delay[i])[i];
        }
    }

    @Override
    public void backward(int t) {
        final float[] gradient = output.gradient(t);
        for (int i = 0; i < delay.length; i++) {
            if (delay[i] <= t) {
                earlier[(t - delay[i]) % earlier.length][i] = gradient[i];
            }
        }
        final float[] now = earlier[t % earlier.length];
        if (inputGradient != null) {
            System.arraycopy(now, 0, inputGradient.gradient(t), 0, delay.length);
        }
        Arrays.fill(now, 0f); // the ring's place of an earlier step from now on
    }
}
