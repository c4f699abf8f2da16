package io.memspike.memristor;

import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.tile.TileMapping;
import java.util.Arrays;

/**
 * The memristors of one layer: a differential pair for each weight, {@code weight = G⁺ − G⁻}, programmed once and never
 * changed. Pruning disconnects a pair: it conducts nothing and makes no noise. Weights reach a network only through
 * {@link #synapses}.
 *
 * <p>All arrays are in the order of the layer's weight tensor in files, [out, in, kernel, kernel] or [out, in]; all
 * that are handed out are copies. Immutable and thread-safe.
 */
public final class MemristorArray {
    private static final double MICROSIEMENS = 1e6; // per siemens

    private final LayerSpec.Weighted layer;
    private final int layerPosition;
    private final double[] positiveSiemens;
    private final double[] negativeSiemens;
    private final float[] weights; // microsiemens
    private final byte[] mask; // 1 connected, 0 disconnected

    private MemristorArray(
            LayerSpec.Weighted layer,
            int layerPosition,
            double[] positiveSiemens,
            double[] negativeSiemens,
            float[] weights,
            byte[] mask) {
        this.layer = layer;
        this.layerPosition = layerPosition;
        this.positiveSiemens = positiveSiemens;
        this.negativeSiemens = negativeSiemens;
        this.weights = weights;
        this.mask = mask;
    }

    /**
     * Forms the cells of a layer, in file order, G⁺ before G⁻; all pairs are connected. Same arguments, same bits.
     *
     * @param layer what the weights are for
     * @param device how a cell comes by its conductance
     * @param seed the user's seed
     * @param layerPosition position of the layer in the network, which gives each layer a stream of its own
     */
    public static MemristorArray program(LayerSpec.Weighted layer, DeviceModel device, long seed, int layerPosition) {
        requirePosition(layerPosition);
        final int n = layer.weights();
        final RandomStream stream = RandomStream.of(seed, "devices", layerPosition);
        final double[] positive = new double[n];
        final double[] negative = new double[n];
        final float[] weights = new float[n];
        for (int i = 0; i < n; i++) {
            positive[i] = device.formSiemens(stream);
            negative[i] = device.formSiemens(stream);
            weights[i] = (float) ((positive[i] - negative[i]) * MICROSIEMENS);
        }
        return new MemristorArray(layer, layerPosition, positive, negative, weights, allConnected(n));
    }

    /**
     * Pairs that stand for given weights, of a model that was trained elsewhere or in software:
     * {@code G± = common ± weight/2}, where {@code common} is the device's mean, or {@code |weight|/2} where that is
     * larger, so that no conductance is negative. {@link #weights()} returns the given bits.
     *
     * @param layer what the weights are for
     * @param weights in microsiemens, finite. Not modified, not kept.
     * @param device gives the mean; its chance plays no part
     * @param layerPosition position of the layer in the network
     */
    public static MemristorArray mapped(
            LayerSpec.Weighted layer, float[] weights, DeviceModel device, int layerPosition) {
        requirePosition(layerPosition);
        requireLength(layer, "weights", weights.length);
        final int n = weights.length;
        final double[] positive = new double[n];
        final double[] negative = new double[n];
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(weights[i])) {
                throw new IllegalArgumentException(
                        layer.type() + ": expected finite weights, found " + weights[i] + " at index " + i);
            }
            final double half = weights[i] / 2.0 / MICROSIEMENS;
            final double common = Math.max(device.meanSiemens(), Math.abs(half));
            positive[i] = common + half;
            negative[i] = common - half;
        }
        return new MemristorArray(layer, layerPosition, positive, negative, weights.clone(), allConnected(n));
    }

    /**
     * The same devices with pairs disconnected: those whose mask is 0, and those that were so before.
     *
     * @param mask 1 to keep, 0 to disconnect, one for each weight. Not modified, not kept.
     */
    public MemristorArray disconnect(byte[] mask) {
        requireLength(layer, "mask entries", mask.length);
        final byte[] both = this.mask.clone();
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0 && mask[i] != 1) {
                throw new IllegalArgumentException(
                        layer.type() + ": expected mask entries of 0 or 1, found " + mask[i] + " at index " + i);
            }
            both[i] &= mask[i];
        }
        return new MemristorArray(layer, layerPosition, positiveSiemens, negativeSiemens, weights, both);
    }

    /** The layer that the weights are for. */
    public LayerSpec.Weighted layer() {
        return layer;
    }

    /** Position of the layer in the network. */
    public int layerPosition() {
        return layerPosition;
    }

    /** {@code G⁺ − G⁻} in microsiemens of every pair as programmed, connected or not: a model file's weights. A copy. */
    public float[] weights() {
        return weights.clone();
    }

    /** Conductances G⁺ as programmed, connected or not. A copy. */
    public double[] positiveSiemens() {
        return positiveSiemens.clone();
    }

    /** Conductances G⁻ as programmed, connected or not. A copy. */
    public double[] negativeSiemens() {
        return negativeSiemens.clone();
    }

    /** 1 where a pair is connected, else 0: a model file's mask. A copy. */
    public byte[] mask() {
        return mask.clone();
    }

    /** {@code weightScale · weight · mask}: what the noise-free synapses weigh. A copy. */
    public float[] effectiveWeights() {
        final float[] effective = new float[weights.length];
        for (int i = 0; i < effective.length; i++) {
            effective[i] = mask[i] == 0 ? 0f : layer.weightScale() * weights[i];
        }
        return effective;
    }

    /** Where the cells lie. */
    public TileMapping tiles() {
        return TileMapping.of(layer);
    }

    /** Synapses whose reads are all alike; {@link #synapses(Shape, Kernels, ReadNoise)} without noise. */
    public Synapses synapses(Shape input, Kernels kernels) {
        return WeightedSynapses.of(layer, input, effectiveWeights(), kernels);
    }

    /**
     * Synapses over this array. Without noise they are those of the core with the effective weights, bit for bit. With
     * noise every current gets a normal deviate of variance
     *
     * <pre>  sigma² · weightScale² · Σ value² · (G⁺² + G⁻²)   over active inputs with connected pairs, G in µS</pre>
     *
     * which is the distribution that a draw for each cell would give; a current without such cells stays as it is.
     *
     * @param input shape of the layer's input
     * @param kernels inner loops
     * @param noise what differs between reads
     */
    public Synapses synapses(Shape input, Kernels kernels, ReadNoise noise) {
        final Synapses mean = synapses(input, kernels);
        if (!noise.isPresent()) {
            return mean;
        }
        final Synapses variance = WeightedSynapses.of(layer, input, pairPowers(), kernels);
        final float scale = (float) (noise.sigma() * Math.abs(layer.weightScale()));
        return new NoisySynapses(mean, variance, scale, CounterGaussian.source(noise.seed(), layerPosition));
    }

    /** G⁺² + G⁻² of connected pairs, in µS². */
    private float[] pairPowers() {
        final float[] powers = new float[weights.length];
        for (int i = 0; i < powers.length; i++) {
            final double positive = positiveSiemens[i] * MICROSIEMENS;
            final double negative = negativeSiemens[i] * MICROSIEMENS;
            powers[i] = mask[i] == 0 ? 0f : (float) (positive * positive + negative * negative);
        }
        return powers;
    }

    private static byte[] allConnected(int n) {
        final byte[] mask = new byte[n];
        Arrays.fill(mask, (byte) 1);
        return mask;
    }

    private static void requireLength(LayerSpec.Weighted layer, String what, int length) {
        if (length != layer.weights()) {
            throw new IllegalArgumentException(
                    layer.type() + ": expected " + layer.weights() + " " + what + ", found " + length);
        }
    }

    private static void requirePosition(int layerPosition) {
        if (layerPosition < 0) {
            throw new IllegalArgumentException(
                    "layerPosition: expected a position of at least 0, found " + layerPosition);
        }
    }
}
