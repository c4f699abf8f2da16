package io.memspike.core.kind.matrix;

/**
 * One axis of a convolution: which outputs an input reaches, and through which tap of the kernel. Immutable.
 *
 * @param starts of each input, and where the last one's end (inputs + 1)
 * @param taps by entry
 * @param outputs by entry, ascending for each input
 */
record Axis(int[] starts, int[] taps, int[] outputs) {
    /** Output {@code o} takes input {@code o · stride − padding + tap · dilation}. */
    static Axis of(int inputs, int extent, int kernel, int stride, int padding, int dilation) {
        return of(inputs, kernel, true, (input, tap) -> {
            final long corner = (long) input + padding - (long) tap * dilation;
            return corner >= 0 && corner % stride == 0 && corner / stride < extent ? (int) (corner / stride) : -1;
        });
    }

    /** Input {@code i} adds to output {@code i · stride − padding + tap · dilation}. */
    static Axis transposed(int inputs, int extent, int kernel, int stride, int padding, int dilation) {
        return of(inputs, kernel, false, (input, tap) -> {
            final long output = (long) input * stride - padding + (long) tap * dilation;
            return output >= 0 && output < extent ? (int) output : -1;
        });
    }

    @FunctionalInterface
    private interface Reached {
        /** The output, or -1 for none. */
        int by(int input, int tap);
    }

    /** Outputs ascend; where later taps reach earlier outputs, the last tap comes first. */
    private static Axis of(int inputs, int kernel, boolean isLastFirst, Reached reached) {
        final int[] starts = new int[inputs + 1];
        final int[] taps = new int[Math.multiplyExact(inputs, kernel)];
        final int[] outputs = new int[taps.length];
        int n = 0;
        for (int input = 0; input < inputs; input++) {
            for (int i = 0; i < kernel; i++) {
                final int tap = isLastFirst ? kernel - 1 - i : i;
                final int output = reached.by(input, tap);
                if (output >= 0) {
                    taps[n] = tap;
                    outputs[n++] = output;
                }
            }
            starts[input + 1] = n;
        }
        return new Axis(starts, taps, outputs);
    }

    /** Number of outputs that an input reaches. */
    int reached(int input) {
        return starts[input + 1] - starts[input];
    }
}
