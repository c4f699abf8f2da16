package io.memspike.core.run;

import io.memspike.core.ChannelAffine;

/** Scale and offset of each channel: left to whoever takes the currents where all of them can, else applied. */
public final class AffineStep implements Step {
    private final Signal output;
    private final Signal from; // null where others apply it

    private AffineStep(Signal output, Signal from) {
        this.output = output;
        this.from = from;
    }

    /** The step of a node that scales what enters. */
    public static Step of(ChannelAffine affine, StepContext context) {
        final Signal scaled = context.values(0).behind(affine);
        return context.isAffineApplied()
                ? new AffineStep(scaled, null)
                : new AffineStep(Signal.ofValues(context.output()), scaled);
    }

    @Override
    public void run(long read) {
        if (from != null) {
            Conversion.apply(from, output.values());
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
