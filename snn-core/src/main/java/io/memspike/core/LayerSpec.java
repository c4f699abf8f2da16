package io.memspike.core;

import java.util.List;

/**
 * What a layer is, without weights and state. Equations: PRIME (Wang et al., arXiv 2407.18625). The records check their
 * arguments; {@link #output(Shape)} checks that a layer fits its input.
 */
public sealed interface LayerSpec {
    /** Most weights of a layer: as many as one array holds. */
    int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

    /** Shape of the layer's output for that input; throws {@link IllegalArgumentException} where they do not fit. */
    Shape output(Shape input);

    /** The layer's name in files. */
    String type();

    /** A layer with weights: connects every output to inputs through {@link Synapses}. */
    sealed interface Weighted extends LayerSpec {
        /** Number of output channels. */
        int out();

        /** Weights that meet in one output channel. */
        int fanIn();

        /** Number of weights. */
        default int weights() {
            return Math.multiplyExact(out(), fanIn());
        }

        /** Factor from stored weight (for memristors: microsiemens) to effective weight, finite and not zero. */
        float weightScale();

        /** Extents of the weight tensor in files: [out, in, kernel, kernel], transposed [in, out, kernel, kernel], or [out, in]. */
        long[] weightShape();
    }

    /** A layer with vectors of one number a channel, each a tensor of its own: {@code layers.N.NAME}. */
    sealed interface Channelwise extends LayerSpec {
        /** Number of channels. */
        int channels();

        /** Names of the vectors. */
        List<String> vectors();
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
            requireWeights("conv2d", (double) in * out * kernel * kernel);
            requireScale(weightScale);
        }

        @Override
        public Shape output(Shape input) {
            require(input.channels() == in, "conv2d: expected an input of %d channels, found %s", in, input);
            final long height = input.height() + 2L * padding - kernel;
            final long width = input.width() + 2L * padding - kernel;
            require(
                    height >= 0 && width >= 0,
                    "conv2d: expected an input of at least the kernel's size %d, found %s",
                    kernel,
                    input);
            return new Shape(out, (int) (height / stride + 1), (int) (width / stride + 1));
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

    /**
     * Transposed two-dimensional convolution with a square kernel, without bias: input position (y, x) adds
     * {@code weight · input} to the outputs from {@code (y · stride − padding, x · stride − padding)} on. Its weights lie as
     * [in, out, kernel, kernel].
     *
     * @param outputPadding rows and columns that the output has beyond the last patch, below the stride
     */
    record ConvTranspose2d(int in, int out, int kernel, int stride, int padding, int outputPadding, float weightScale)
            implements Weighted {
        public ConvTranspose2d {
            require(
                    in >= 1 && out >= 1,
                    "convTranspose2d: expected at least 1 channel in and out, found in=%d out=%d",
                    in,
                    out);
            require(
                    kernel >= 1 && stride >= 1,
                    "convTranspose2d: expected kernel and stride of at least 1, found kernel=%d stride=%d",
                    kernel,
                    stride);
            require(
                    padding >= 0 && padding < kernel,
                    "convTranspose2d: expected padding in [0, kernel), found padding=%d kernel=%d",
                    padding,
                    kernel);
            require(
                    outputPadding >= 0 && outputPadding < stride,
                    "convTranspose2d: expected outputPadding in [0, stride), found outputPadding=%d stride=%d",
                    outputPadding,
                    stride);
            requireWeights("convTranspose2d", (double) in * out * kernel * kernel);
            requireScale(weightScale);
        }

        @Override
        public Shape output(Shape input) {
            require(input.channels() == in, "convTranspose2d: expected an input of %d channels, found %s", in, input);
            final long height = extent(input.height());
            final long width = extent(input.width());
            require(
                    height >= 1 && width >= 1,
                    "convTranspose2d: expected an input whose output is not all padding, found %s",
                    input);
            require(
                    Math.max(height, width) <= Integer.MAX_VALUE,
                    "convTranspose2d: expected an output of fewer than 2^31 rows and columns, found %d and %d",
                    height,
                    width);
            return new Shape(out, (int) height, (int) width);
        }

        private long extent(int from) {
            return (from - 1L) * stride - 2L * padding + kernel + outputPadding;
        }

        @Override
        public int fanIn() {
            return in * kernel * kernel;
        }

        @Override
        public long[] weightShape() {
            return new long[] {in, out, kernel, kernel};
        }

        @Override
        public String type() {
            return "convTranspose2d";
        }
    }

    /** Full connection without bias. A spatial input is flattened; files hold it channel-first. */
    record Linear(int in, int out, float weightScale) implements Weighted {
        public Linear {
            require(in >= 1 && out >= 1, "linear: expected at least 1 input and output, found in=%d out=%d", in, out);
            requireWeights("linear", (double) in * out);
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
     * @param surrogateCentre potential around which training takes a spike to follow the potential
     */
    record Lif(float retain, float threshold, float leakySlope, float surrogateCentre) implements LayerSpec {
        /** Neurons whose surrogate gradient is centred on the threshold. */
        public Lif(float retain, float threshold, float leakySlope) {
            this(retain, threshold, leakySlope, threshold);
        }

        public Lif {
            require(retain >= 0 && retain <= 1, "lif: expected retain in [0, 1], found %s", retain);
            require(
                    Float.isFinite(threshold) && threshold >= 0,
                    "lif: expected a threshold of at least 0, found %s",
                    threshold);
            requireSlope(leakySlope);
            require(
                    Float.isFinite(surrogateCentre),
                    "lif: expected a finite surrogateCentre, found %s",
                    surrogateCentre);
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

    /**
     * Threshold-dependent batch norm of currents (Zheng et al., "Going deeper with directly-trained larger spiking neural
     * networks", AAAI 2021): per channel, over samples, positions and time,
     *
     * <pre>  y = alpha · threshold · (I + bias − mean)/√(variance + epsilon) · gamma + beta</pre>
     *
     * In training, mean and variance are the batch's; in service they are the stored running ones, so that the norm is one
     * scale and one offset a channel. Vectors: bias, gamma, beta, mean, variance.
     *
     * @param channels number of channels
     * @param alpha factor of the threshold, above 0
     * @param threshold threshold of the neurons behind it, above 0
     * @param epsilon added to the variance, above 0
     */
    record TdBatchNorm(int channels, float alpha, float threshold, float epsilon) implements Channelwise {
        public TdBatchNorm {
            require(channels >= 1, "tdBatchNorm: expected at least 1 channel, found %d", channels);
            require(
                    alpha > 0 && threshold > 0 && epsilon > 0 && alpha + threshold + epsilon < Float.POSITIVE_INFINITY,
                    "tdBatchNorm: expected finite alpha, threshold and epsilon above 0, found %s, %s and %s",
                    alpha,
                    threshold,
                    epsilon);
        }

        @Override
        public List<String> vectors() {
            return List.of("bias", "gamma", "beta", "mean", "variance");
        }

        @Override
        public Shape output(Shape input) {
            return requireChannels(this, input);
        }

        @Override
        public String type() {
            return "tdBatchNorm";
        }
    }

    /** Gives a vector a shape: element {@code (channel · height + row) · width + column} becomes that channel and position. */
    record Unflatten(int channels, int height, int width) implements LayerSpec {
        public Unflatten {
            require(
                    channels >= 1 && height >= 1 && width >= 1,
                    "unflatten: expected positive extents, found channels=%d height=%d width=%d",
                    channels,
                    height,
                    width);
            new Shape(channels, height, width); // checks
        }

        @Override
        public Shape output(Shape input) {
            final Shape shape = new Shape(channels, height, width);
            require(
                    input.positions() == 1 && input.size() == shape.size(),
                    "unflatten: expected a vector of %d elements, found %s",
                    shape.size(),
                    input);
            return shape;
        }

        @Override
        public String type() {
            return "unflatten";
        }
    }

    /** A random one of every {@code of} neurons in a row: whether that one fires is whether the choice does. */
    record Choice(int of) implements LayerSpec {
        public Choice {
            require(of >= 1, "choice: expected one of at least 1, found %d", of);
        }

        @Override
        public Shape output(Shape input) {
            require(
                    input.positions() == 1 && input.size() % of == 0,
                    "choice: expected a vector of a multiple of %d elements, found %s",
                    of,
                    input);
            return Shape.vector(input.size() / of);
        }

        @Override
        public String type() {
            return "choice";
        }
    }

    /**
     * Potentials without spikes, {@code m ← retain · m + I + bias}, whose hyperbolic tangent is the output. Vector: bias.
     *
     * @param channels number of channels
     * @param retain fraction of the potential kept per step, in [0, 1]
     */
    record Membrane(int channels, float retain) implements Channelwise {
        public Membrane {
            require(channels >= 1, "membrane: expected at least 1 channel, found %d", channels);
            require(retain >= 0 && retain <= 1, "membrane: expected retain in [0, 1], found %s", retain);
        }

        @Override
        public List<String> vectors() {
            return List.of("bias");
        }

        @Override
        public Shape output(Shape input) {
            return requireChannels(this, input);
        }

        @Override
        public String type() {
            return "membrane";
        }
    }

    private static Shape requireChannels(Channelwise layer, Shape input) {
        require(
                input.channels() == layer.channels(),
                "%s: expected an input of %d channels, found %s",
                layer.type(),
                layer.channels(),
                input);
        return input;
    }

    /** What one array holds; no product of extents overflows below it. */
    private static void requireWeights(String type, double weights) {
        require(weights <= MOST_WEIGHTS, "%s: expected at most %d weights, found %.0f", type, MOST_WEIGHTS, weights);
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
