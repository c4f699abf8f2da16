package io.memspike.core.run;

import io.memspike.core.ChannelAffine;
import io.memspike.core.Shape;
import io.memspike.core.graph.Per;

/** Scale and offset of each channel: left to whoever takes the currents where all of them can, else applied. */
public final class AffineStep {
    private AffineStep() {}

    /** The step of a node that scales what enters. */
    public static Step of(ChannelAffine affine, StepContext context) {
        final Signal scaled = context.values(0).behind(affine);
        if (context.isAffineApplied()) {
            return new StatelessStep(scaled, () -> {});
        }
        final Signal output = Signal.ofValues(context.output());
        return new StatelessStep(output, () -> Conversion.apply(scaled, output.values()));
    }

    /**
     * The step of a node that scales what enters by tensors of its own.
     *
     * @param per how many numbers each has
     * @param scale factors
     * @param offset terms, or null for 0
     * @param context what surrounds the node
     */
    public static Step of(Per per, float[] scale, float[] offset, StepContext context) {
        final Shape shape = context.output();
        final int run = per == Per.ELEMENT ? shape.size() : shape.channels();
        final ChannelAffine affine = new ChannelAffine(run);
        for (int i = 0; i < run; i++) {
            final int at = per.index(i, shape);
            affine.set(i, scale[at], offset == null ? 0f : offset[at]);
        }
        return of(affine, context);
    }
}
