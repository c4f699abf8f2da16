package io.memspike.core;

/**
 * What a layer is, without weights and state. Equations: PRIME (Wang et al., arXiv 2407.18625). The records check their
 * arguments; {@link #output(Shape)} checks that a layer fits its input.
 */
public sealed interface LayerSpec {
    /** Shape of the layer's output for that input; throws {@link IllegalArgumentException} where they do not fit. */
    Shape output(Shape input);

    /** The layer's name in files. */
    String type();

    /** A layer with weights: connects every output to inputs through {@link Synapses}. */
    sealed interface Weighted extends LayerSpec {
        /** Number of output channels. */
        int out();

        /** Inputs of one output: the product of all weight extents but the first. */
        int fanIn();

        /** Number of weights. */
        default int weights() {
            return Math.multiplyExact(out(), fanIn());
        }

        /** Factor from stored weight (for memristors: microsiemens) to effective weight, finite and not zero. */
        float weightScale();

        /** Extents of the weight tensor in files: [out, in, kernel, kernel] or [out, in]. */
        long[] weightShape();
    }

    /** Two-dimensional convolution (cross-correlation) with a square kernel, without bias. */
    record Conv2d(int in, int out, int kernel, int stride, int padding, float weightScale) implements Weighted {
        public Conv2d {
            require(in >= 1 && out >= 1, "conv2d: expected at least 1 channel in and out, found in=%d out=%d", in, out);
            require(
                    kernel >= 1 && stride >= 1,
                    "conv2d: expected kernel and stride of at least 1, found kernel=%d stride=%d",
                    kernel,
                    stride);
            require(
                    padding >= 0 && padding < kernel,
                    "conv2d: expected padding in [0, kernel), found padding=%d kernel=%d",
                    padding,
                    kernel);
            requireScale(weightScale);
        }

        @Override
        public Shape output(Shape input) {
            require(input.channels() == in, "conv2d: expected an input of %d channels, found %s", in, input);
            final int height = input.height() + 2 * padding - kernel;
            final int width = input.width() + 2 * padding - kernel;
            require(
                    height >= 0 && width >= 0,
                    "conv2d: expected an input of at least the kernel's size %d, found %s",
                    kernel,
                    input);
            return new Shape(out, height / stride + 1, width / stride + 1);
        }

        @Override
        public int fanIn() {
            return in * kernel * kernel;
        }

        @Override
        public long[] weightShape() {
            return new long[] {out, in, kernel, kernel};
        }

        @Override
        public String type() {
            return "conv2d";
        }
    }

    /** Full connection without bias. A spatial input is flattened; files hold it channel-first. */
    record Linear(int in, int out, float weightScale) implements Weighted {
        public Linear {
            require(in >= 1 && out >= 1, "linear: expected at least 1 input and output, found in=%d out=%d", in, out);
            requireScale(weightScale);
        }

        @Override
        public Shape output(Shape input) {
            require(
                    input.size() == in,
                    "linear: expected an input of %d elements, found %s = %d",
                    in,
                    input,
                    input.size());
            return Shape.vector(out);
        }

        @Override
        public int fanIn() {
            return in;
        }

        @Override
        public long[] weightShape() {
            return new long[] {out, in};
        }

        @Override
        public String type() {
            return "linear";
        }
    }

    /**
     * Leaky integrate-and-fire neurons: {@code u ← leaky(retain · u · (1 − spike) + I)}, {@code spike = u > threshold},
     * {@code leaky(x) = x > 0 ? x : leakySlope · x}.
     *
     * @param retain fraction of the potential kept per step, in [0, 1]
     * @param threshold potential above which a neuron fires
     * @param leakySlope factor for negative potentials, in [0, 1]
     */
    record Lif(float retain, float threshold, float leakySlope) implements LayerSpec {
        public Lif {
            require(retain >= 0 && retain <= 1, "lif: expected retain in [0, 1], found %s", retain);
            require(
                    Float.isFinite(threshold) && threshold >= 0,
                    "lif: expected a threshold of at least 0, found %s",
                    threshold);
            requireSlope(leakySlope);
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public String type() {
            return "lif";
        }
    }

    /** Mean over squares of {@code kernel × kernel} positions; rows and columns that do not fill a square are left out. */
    record AvgPool2d(int kernel) implements LayerSpec {
        public AvgPool2d {
            require(kernel >= 1, "avgpool2d: expected a kernel of at least 1, found %d", kernel);
        }

        @Override
        public Shape output(Shape input) {
            require(
                    input.height() >= kernel && input.width() >= kernel,
                    "avgpool2d: expected an input of at least the kernel's size %d, found %s",
                    kernel,
                    input);
            return new Shape(input.channels(), input.height() / kernel, input.width() / kernel);
        }

        @Override
        public String type() {
            return "avgpool2d";
        }
    }

    /**
     * Read-out neurons, {@code m ← leaky(m + I)}: no decay, no reset. The network's answer at step t is the mean of m
     * over steps 0…t.
     *
     * @param leakySlope factor for negative potentials, in [0, 1]
     */
    record Readout(float leakySlope) implements LayerSpec {
        public Readout {
            requireSlope(leakySlope);
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public String type() {
            return "readout";
        }
    }

    private static void requireScale(float weightScale) {
        require(
                Float.isFinite(weightScale) && weightScale != 0,
                "weightScale: expected a finite number other than 0, found %s",
                weightScale);
    }

    private static void requireSlope(float leakySlope) {
        require(leakySlope >= 0 && leakySlope <= 1, "leakySlope: expected a number in [0, 1], found %s", leakySlope);
    }

    private static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(message, arguments));
        }
    }
}
