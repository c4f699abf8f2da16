package io.memspike.core.kind.matrix;

/**
 * One axis of a convolution: which outputs an input reaches, and through which tap of the kernel. Immutable.
 *
 * @param starts of each input, and where the last one's end (inputs + 1)
 * @param taps by entry
 * @param outputs by entry; of one input ascending
 */
record Axis(int[] starts, int[] taps, int[] outputs) {
    /** Output {@code o} takes input {@code o · stride − padding + tap · dilation}. */
    static Axis of(int inputs, int extent, int kernel, int stride, int padding, int dilation) {
        return of(inputs, extent, kernel, (input, output) -> {
            final int distance = input + padding - output * stride;
            return distance % dilation == 0 ? distance / dilation : -1;
        });
    }

    /** Input {@code i} adds to output {@code i · stride − padding + tap · dilation}. */
    static Axis transposed(int inputs, int extent, int kernel, int stride, int padding, int dilation) {
        return of(inputs, extent, kernel, (input, output) -> {
            final int distance = output + padding - input * stride;
            return distance % dilation == 0 ? distance / dilation : -1;
        });
    }

    @FunctionalInterface
    private interface Tap {
        /** The tap through which an input reaches an output; below 0 or above the last for none. */
        int between(int input, int output);
    }

    private static Axis of(int inputs, int extent, int kernel, Tap tap) {
        final int[] starts = new int[inputs + 1];
        final int[] taps = new int[inputs * kernel];
        final int[] outputs = new int[inputs * kernel];
        int n = 0;
        for (int input = 0; input < inputs; input++) {
            for (int output = 0; output < extent; output++) {
                final int through = tap.between(input, output);
                if (through >= 0 && through < kernel) {
                    taps[n] = through;
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
