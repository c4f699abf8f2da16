package io.memspike.topology.parameter;

import io.memspike.topology.parameter.internal.TopK;

/**
 * What is learnt about one tensor: which of its fixed weights to keep, the weights themselves, their signs alone, or nothing.
 * Arrays are in file order ([out, in, k, k] or [out, in]). Not thread-safe; written between batches only.
 */
public sealed interface Parameters {
    /** The values that the optimiser changes; none where nothing is learnt. */
    float[] values();

    /** Elements of the tensor. */
    default int size() {
        return values().length;
    }

    /** Whether training changes anything. */
    default boolean isLearnt() {
        return true;
    }

    /** Whether what {@link #use} gives may differ from batch to batch. */
    default boolean isChanging() {
        return isLearnt();
    }

    /** The stored weights: fixed when pruning, 1 and −1 of signs. */
    float[] weights();

    /** The mask, 1 = kept, or null where nothing is pruned. */
    default byte[] mask() {
        return null;
    }

    /** Whether it lies on devices that training writes, and counts what is written. */
    default boolean isWritten() {
        return false;
    }

    /** Overwrites {@code effective} with the weights that the network uses. */
    default void effective(float[] effective) {
        effective(threshold(), effective, 0, effective.length);
    }

    /** Overwrites elements [from, to) of {@code effective} so, given {@link #threshold}. */
    void effective(float threshold, float[] effective, int from, int to);

    /** Before the weights of a training step are made, by {@link #use}. */
    default void beginUse() {}

    /**
     * Overwrites elements [from, to) of {@code effective} with the weights of a training step, and counts what is written on
     * devices for it, after {@link #beginUse}.
     */
    default Writes use(float threshold, float[] effective, int from, int to) {
        effective(threshold, effective, from, to);
        return Writes.NONE;
    }

    /** The magnitude from which on a score keeps its connection; of no meaning where nothing is pruned. */
    default float threshold() {
        return 0;
    }

    /** Turns, in place, ∂L/∂effective into ∂L/∂values, for elements [from, to). */
    void pullBack(float[] gradient, int from, int to);

    /** The same weights, of which nothing is learnt. */
    Frozen frozen();

    /** What is learnt, in a word or two, for messages. */
    String name();

    /** Brings elements [from, to) of the values back to where they may lie, after an update. */
    default void confine(int from, int to) {}

    /**
     * Pruning of fixed weights: {@code effective = weightScale · weight · mask(|score|)}. The gradient goes straight
     * through the mask: {@code ∂L/∂score = ∂L/∂effective · weightScale · weight · sign(score)}.
     *
     * @param weights fixed weights. Modified where connections that are made anew come back beside them, or, between epochs, where cells are formed anew.
     * @param scores the scores. Modified by the optimiser.
     * @param weightScale factor from weight to effective weight
     * @param sparsity share that is pruned, in [0, 1]
     * @param written what lies on devices, where hysteresis spares them or writes are counted, else null. Modified by training.
     */
    record Pruned(float[] weights, float[] scores, float weightScale, double sparsity, WrittenMask written)
            implements Parameters {
        /** Without hysteresis. */
        public Pruned(float[] weights, float[] scores, float weightScale, double sparsity) {
            this(weights, scores, weightScale, sparsity, null);
        }

        /** The same, all connected at first, with hysteresis; with a limit of 0 writes are counted and no more. */
        public Pruned withHysteresis(double limit) {
            return new Pruned(weights, scores, weightScale, sparsity, new WrittenMask(limit, scores));
        }

        /**
         * The same on devices of its own, where a connection that is made anew comes back beside its weight.
         *
         * @param limit of hysteresis
         * @param noise standard deviation of what it comes back with, relative, in [0, 1)
         * @param key names the noise
         */
        public Pruned written(double limit, double noise, long key) {
            final float[] lying = weights.clone();
            return new Pruned(
                    lying, scores, weightScale, sparsity, WrittenMask.returning(limit, scores, noise, key, lying));
        }

        public Pruned {
            if (written != null && written.size() != scores.length) {
                throw new IllegalArgumentException("written mask: expected a bit for each of " + scores.length
                        + " scores, found " + written.size());
            }
            if (weights.length != scores.length) {
                throw new IllegalArgumentException(
                        "scores: expected one for each of " + weights.length + " weights, found " + scores.length);
            }
            if (!(sparsity >= 0 && sparsity <= 1)) {
                throw new IllegalArgumentException("sparsity: expected a number in [0, 1], found " + sparsity);
            }
        }

        @Override
        public float[] values() {
            return scores;
        }

        @Override
        public Frozen frozen() {
            return new Frozen(weights, mask(), weightScale);
        }

        @Override
        public String name() {
            return "a mask";
        }

        @Override
        public byte[] mask() {
            return written == null ? TopK.mask(scores, sparsity) : written.mask(scores, threshold());
        }

        @Override
        public boolean isWritten() {
            return written != null;
        }

        @Override
        public void beginUse() {
            if (written != null) {
                written.begin();
            }
        }

        @Override
        public Writes use(float threshold, float[] effective, int from, int to) {
            if (written == null) {
                return Parameters.super.use(threshold, effective, from, to);
            }
            final Writes writes = written.write(scores, threshold, from, to);
            for (int i = from; i < to; i++) {
                effective[i] = written.isSet(i) ? weightScale * weights[i] : 0f;
            }
            return writes;
        }

        @Override
        public float threshold() {
            return TopK.threshold(scores, sparsity);
        }

        @Override
        public void effective(float threshold, float[] effective, int from, int to) {
            if (written != null) {
                written.begin();
                for (int i = from; i < to; i++) {
                    effective[i] = written.isConnected(i, scores[i], threshold) ? weightScale * weights[i] : 0f;
                }
                return;
            }
            final int least = Float.floatToRawIntBits(threshold);
            for (int i = from; i < to; i++) {
                // without a branch, which would be mispredicted every other time: all ones where |score| ≥ threshold
                final int keep = least - 1 - TopK.magnitude(scores[i]) >> 31;
                effective[i] = Float.intBitsToFloat(Float.floatToRawIntBits(weightScale * weights[i]) & keep);
            }
        }

        @Override
        public void pullBack(float[] gradient, int from, int to) {
            for (int i = from; i < to; i++) {
                gradient[i] *= weightScale * weights[i] * Math.signum(scores[i]);
            }
        }
    }

    /**
     * Ordinary training of the weights, the software baseline: {@code effective = weightScale · weight}.
     *
     * @param weights the weights. Modified by the optimiser.
     * @param weightScale factor from weight to effective weight
     * @param written what lies on devices, where these are written as training goes on, else null: what has landed there is
     *     {@link #weights} then, and {@link #values} is what the optimiser changes. Modified by training.
     */
    record Trained(float[] weights, float weightScale, WrittenWeights written) implements Parameters {
        public Trained {
            if (written != null && written.landed().length != weights.length) {
                throw new IllegalArgumentException("written weights: expected one for each of " + weights.length
                        + " weights, found " + written.landed().length);
            }
        }

        /** Without devices. */
        public Trained(float[] weights, float weightScale) {
            this(weights, weightScale, null);
        }

        /** The same on devices that are written. */
        public Trained written(Writing how, long key) {
            return new Trained(weights, weightScale, new WrittenWeights(how, weights, key));
        }

        @Override
        public float[] weights() {
            return written == null ? weights : written.landed();
        }

        @Override
        public boolean isWritten() {
            return written != null;
        }

        @Override
        public Writes use(float threshold, float[] effective, int from, int to) {
            final Writes writes = written == null ? Writes.NONE : written.write(weights, from, to);
            effective(threshold, effective, from, to);
            return writes;
        }

        @Override
        public void confine(int from, int to) {
            if (written != null) {
                written.confine(weights, from, to);
            }
        }

        @Override
        public float[] values() {
            return weights;
        }

        @Override
        public Frozen frozen() {
            return new Frozen(weights(), weightScale);
        }

        @Override
        public String name() {
            return "values in units of " + weightScale;
        }

        @Override
        public void effective(float threshold, float[] effective, int from, int to) {
            final float[] stored = weights();
            for (int i = from; i < to; i++) {
                effective[i] = weightScale * stored[i];
            }
        }

        @Override
        public void pullBack(float[] gradient, int from, int to) {
            for (int i = from; i < to; i++) {
                gradient[i] *= weightScale;
            }
        }
    }

    /**
     * Weights of which only the signs take part: {@code effective = weightScale · sign(latent)}, and 0 is positive. The
     * gradient goes straight through the sign: {@code ∂L/∂latent = ∂L/∂effective · weightScale}; latents are kept in
     * [−1, 1], so that none gets out of reach of a change of its sign (M. Courbariaux and others, "Binarized neural
     * networks", arXiv 1602.02830).
     *
     * @param latents real numbers in [−1, 1]. Modified by the optimiser.
     * @param weightScale factor from sign to effective weight
     */
    record Binary(float[] latents, float weightScale) implements Parameters {
        public Binary {
            for (int i = 0; i < latents.length; i++) {
                if (!(latents[i] >= -1 && latents[i] <= 1)) {
                    throw new IllegalArgumentException(
                            "latents: expected numbers in [-1, 1], found " + latents[i] + " at index " + i);
                }
            }
        }

        @Override
        public float[] values() {
            return latents;
        }

        /** The signs. A copy. */
        @Override
        public float[] weights() {
            final float[] signs = new float[latents.length];
            for (int i = 0; i < signs.length; i++) {
                signs[i] = latents[i] >= 0 ? 1f : -1f;
            }
            return signs;
        }

        @Override
        public Frozen frozen() {
            return new Frozen(weights(), weightScale);
        }

        @Override
        public String name() {
            return "signs";
        }

        @Override
        public void effective(float threshold, float[] effective, int from, int to) {
            for (int i = from; i < to; i++) {
                effective[i] = latents[i] >= 0 ? weightScale : -weightScale;
            }
        }

        @Override
        public void pullBack(float[] gradient, int from, int to) {
            for (int i = from; i < to; i++) {
                gradient[i] *= weightScale;
            }
        }

        @Override
        public void confine(int from, int to) {
            for (int i = from; i < to; i++) {
                latents[i] = Math.max(-1f, Math.min(1f, latents[i]));
            }
        }
    }

    /**
     * Nothing is learnt: {@code effective = weightScale · weight · mask}.
     *
     * @param weights the weights. Never modified.
     * @param mask 1 = kept; null keeps all. Never modified.
     * @param weightScale factor from weight to effective weight
     * @param noise of weights, anew for each batch of a training; null for none
     */
    record Frozen(float[] weights, byte[] mask, float weightScale, WeightNoise noise) implements Parameters {
        private static final float[] NONE = {};

        /** Without noise. */
        public Frozen(float[] weights, byte[] mask, float weightScale) {
            this(weights, mask, weightScale, null);
        }

        /** The same with noise. */
        public Frozen with(WeightNoise other) {
            return new Frozen(weights, mask, weightScale, other);
        }

        @Override
        public boolean isChanging() {
            return noise != null;
        }

        @Override
        public void beginUse() {
            if (noise != null) {
                noise.begin();
            }
        }

        @Override
        public Writes use(float threshold, float[] effective, int from, int to) {
            effective(threshold, effective, from, to);
            if (noise != null) {
                noise.add(effective, from, to);
            }
            return Writes.NONE;
        }

        public Frozen {
            if (mask != null && mask.length != weights.length) {
                throw new IllegalArgumentException(
                        "mask: expected one for each of " + weights.length + " weights, found " + mask.length);
            }
        }

        /** Without a mask. */
        public Frozen(float[] weights, float weightScale) {
            this(weights, null, weightScale);
        }

        @Override
        public float[] values() {
            return NONE;
        }

        @Override
        public int size() {
            return weights.length;
        }

        @Override
        public boolean isLearnt() {
            return false;
        }

        @Override
        public Frozen frozen() {
            return this;
        }

        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public void effective(float threshold, float[] effective, int from, int to) {
            for (int i = from; i < to; i++) {
                effective[i] = mask != null && mask[i] == 0 ? 0f : weightScale * weights[i];
            }
        }

        @Override
        public void pullBack(float[] gradient, int from, int to) {
            throw new IllegalStateException("frozen: expected nobody to ask for its gradient");
        }
    }
}
