package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.kind.neuron.Lif;
import io.memspike.topology.gradient.norm.ChannelSums;

/** Plain Java: the definition that the SIMD twin must equal bit for bit. */
public class ScalarNeuronGradient implements NeuronGradient {
    @Override
    public void backward(
            Lif spec, float[] potential, float[] spikeGradient, float spikeCost, float[] later, float[] delta, int n) {
        backward(spec, potential, spikeGradient, spikeCost, later, delta, 0, n);
    }

    /** The same for neurons [from, to). */
    public static void backward(
            Lif spec,
            float[] potential,
            float[] spikeGradient,
            float spikeCost,
            float[] later,
            float[] delta,
            int from,
            int to) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final float centre = spec.surrogateCentre();
        for (int i = from; i < to; i++) {
            final float u = potential[i];
            final float next = retain * later[i];
            final float throughSpike = Math.abs(u - centre) < WINDOW ? spikeGradient[i] + spikeCost - next * u : 0f;
            final float sum = throughSpike + (u > threshold ? 0f : next);
            delta[i] = u > 0f ? sum : slope * sum;
        }
    }

    @Override
    public void backward(
            Lif spec,
            float[] potential,
            float[] spikeGradient,
            float factor,
            float[] later,
            float[] delta,
            float[] current,
            ChannelSums sums,
            int n) {
        final int run = sums.first().length;
        for (int start = 0; start < n; start += run) {
            final int end = Math.min(run, n - start);
            backward(spec, potential, spikeGradient, factor, later, delta, current, sums, start, 0, end);
        }
    }

    /** The same for neurons [start + from, start + to) of one run. */
    public static void backward(
            Lif spec,
            float[] potential,
            float[] spikeGradient,
            float factor,
            float[] later,
            float[] delta,
            float[] current,
            ChannelSums sums,
            int start,
            int from,
            int to) {
        final float retain = spec.retain();
        final float threshold = spec.threshold();
        final float slope = spec.leakySlope();
        final float centre = spec.surrogateCentre();
        final float[] first = sums.first();
        final float[] second = sums.second();
        final float[] mean = sums.mean();
        for (int i = from; i < to; i++) {
            final int at = start + i;
            final float u = potential[at];
            final float next = retain * later[at];
            final float throughSpike = Math.abs(u - centre) < WINDOW ? factor * spikeGradient[at] - next * u : 0f;
            final float sum = throughSpike + (u > threshold ? 0f : next);
            final float d = u > 0f ? sum : slope * sum;
            delta[at] = d;
            first[i] += d;
            second[i] += d * (current[at] - mean[i]);
        }
    }

    @Override
    public void addSquares(float[] x, ChannelSums sums, int n) {
        final int run = sums.first().length;
        for (int start = 0; start < n; start += run) {
            addSquares(x, sums, start, 0, Math.min(run, n - start));
        }
    }

    /** The same for elements [start + from, start + to) of one run. */
    public static void addSquares(float[] x, ChannelSums sums, int start, int from, int to) {
        final float[] first = sums.first();
        final float[] second = sums.second();
        for (int i = from; i < to; i++) {
            final float value = x[start + i];
            first[i] += value;
            second[i] += value * value;
        }
    }

    @Override
    public void addProducts(float[] delta, float[] current, ChannelSums sums, int n) {
        final int run = sums.first().length;
        for (int start = 0; start < n; start += run) {
            addProducts(delta, current, sums, start, 0, Math.min(run, n - start));
        }
    }

    /** The same for elements [start + from, start + to) of one run. */
    public static void addProducts(float[] delta, float[] current, ChannelSums sums, int start, int from, int to) {
        final float[] first = sums.first();
        final float[] second = sums.second();
        final float[] mean = sums.mean();
        for (int i = from; i < to; i++) {
            final float d = delta[start + i];
            first[i] += d;
            second[i] += d * (current[start + i] - mean[i]);
        }
    }

    @Override
    public void normBackward(float[][] factors, float[] delta, float[] current, float[] result, int n) {
        final int run = factors[0].length;
        for (int start = 0; start < n; start += run) {
            normBackward(factors, delta, current, result, start, 0, Math.min(run, n - start));
        }
    }

    /** The same for elements [start + from, start + to) of one run. */
    public static void normBackward(
            float[][] factors, float[] delta, float[] current, float[] result, int start, int from, int to) {
        final float[] a = factors[0];
        final float[] b = factors[1];
        final float[] c = factors[2];
        for (int i = from; i < to; i++) {
            result[start + i] = a[i] * delta[start + i] + (b[i] * current[start + i] + c[i]);
        }
    }
}
