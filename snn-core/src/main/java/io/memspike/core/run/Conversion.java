package io.memspike.core.run;

import io.memspike.core.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/** Steps between nodes: the same signal in another form. */
abstract class Conversion implements Step {
    final Signal from;
    final Signal output;

    Conversion(Signal from, Signal output) {
        this.from = from;
        this.output = output;
    }

    abstract void convert();

    int positions() {
        return from.positions();
    }

    @Override
    public final void run(long read) {
        output.setFresh(from.isFresh());
        output.setPositions(positions());
        convert();
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    /** Currents as the list of those that are not zero. */
    static final class Compact extends Conversion {
        private final Kernels kernels;

        Compact(Signal from, Kernels kernels) {
            super(from, Signal.ofActive(from.shape()));
            this.kernels = kernels;
        }

        @Override
        void convert() {
            output.active().compact(from.values(), from.present(), kernels);
        }
    }

    /** Active elements among zeros. */
    static final class Spread extends Conversion {
        Spread(Signal from) {
            super(from, Signal.ofValues(from.shape()));
        }

        @Override
        void convert() {
            from.active().spread(output.values());
        }
    }

    /** Currents with scale and offset applied. */
    static final class Apply extends Conversion {
        Apply(Signal from) {
            super(from, Signal.ofValues(from.shape()));
        }

        @Override
        void convert() {
            apply(from, output.values());
        }
    }

    /** Several signals added up, in their order. */
    static final class Sum extends Conversion {
        private final List<Signal> addends;

        Sum(List<Signal> addends) {
            super(addends.get(0), Signal.ofValues(addends.get(0).shape()));
            this.addends = addends;
        }

        /** Of the longest. */
        @Override
        int positions() {
            int most = 0;
            for (int a = 0; a < addends.size(); a++) {
                most = Math.max(most, addends.get(a).positions());
            }
            return most;
        }

        @Override
        void convert() {
            final float[] sum = output.values();
            final int n = output.present();
            System.arraycopy(from.values(), 0, sum, 0, n);
            for (int a = 1; a < addends.size(); a++) {
                final float[] values = addends.get(a).values();
                for (int i = 0; i < n; i++) {
                    sum[i] += values[i];
                }
            }
            output.setFresh(true);
        }
    }

    static void apply(Signal from, float[] values) {
        final int n = from.present();
        Arrays.fill(values, n, from.shape().size(), 0f);
        if (from.affine() == null) {
            System.arraycopy(from.values(), 0, values, 0, n);
            return;
        }
        scale(from, values, n);
    }

    /** What still has to be applied is, in the place of the currents themselves. */
    static void applyHere(Signal signal) {
        scale(signal, signal.values(), signal.present());
    }

    private static void scale(Signal from, float[] values, int n) {
        final float[] scale = from.affine().scale();
        final float[] offset = from.affine().offset();
        for (int start = 0; start < n; start += scale.length) {
            final int end = Math.min(n, start + scale.length);
            for (int i = start; i < end; i++) {
                values[i] = scale[i - start] * from.values()[i] + offset[i - start];
            }
        }
    }
}
