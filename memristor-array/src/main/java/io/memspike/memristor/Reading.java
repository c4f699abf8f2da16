package io.memspike.memristor;

import io.memspike.core.Synapses;
import io.memspike.memristor.device.IvCurve;

/**
 * How the conductances of an array become weights and currents.
 *
 * @param siemensPerWeight conductance that stands for a weight of 1
 * @param deviceNoise whether reads have the device's own noise
 * @param curve current by voltage
 */
record Reading(double siemensPerWeight, boolean deviceNoise, IvCurve curve) {
    /** Weights in microsiemens, cells that obey Ohm's law and make no noise of their own. */
    static final Reading IDEAL = new Reading(1e-6, false, IvCurve.LINEAR);

    Reading withSiemensPerWeight(double siemens) {
        return new Reading(siemens, deviceNoise, curve);
    }

    Reading withDeviceNoise() {
        return new Reading(siemensPerWeight, true, curve);
    }

    Reading withCurve(IvCurve newCurve) {
        return new Reading(siemensPerWeight, deviceNoise, newCurve);
    }

    /** {@code (G⁺ − G⁻)/siemensPerWeight} of every pair. */
    float[] weights(ArrayCells cells) {
        final double perSiemens = 1 / siemensPerWeight;
        final float[] weights = new float[cells.pairs()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (cells.difference(i) * perSiemens);
        }
        return weights;
    }

    /** What {@link MemristorArray#readVariances} says. */
    float[] variances(ArrayCells cells, byte[] mask, double sigma) {
        final double perSiemens = 1 / siemensPerWeight;
        final float[] variances = new float[cells.pairs()];
        for (int i = 0; i < variances.length; i++) {
            if (mask[i] != 0) {
                final double positive = cells.present()[2 * i] * perSiemens;
                final double negative = cells.present()[2 * i + 1] * perSiemens;
                final double relative = sigma * sigma * (positive * positive + negative * negative);
                variances[i] = (float) (deviceNoise ? relative + deviceVariance(cells, i) : relative);
            }
        }
        return variances;
    }

    /** What {@link MemristorArray#cellVariances} says: every second cell from {@code first} on. */
    float[] cellVariances(ArrayCells cells, byte[] mask, double sigma, int first) {
        final float[] variances = new float[cells.pairs()];
        for (int i = 0; i < variances.length; i++) {
            if (mask[i] != 0) {
                final double relative = sigma * cells.present()[2 * i + first] / siemensPerWeight;
                final double own = deviceNoise ? cells.readSigmaSiemens(2 * i + first) / siemensPerWeight : 0;
                variances[i] = (float) (relative * relative + own * own);
            }
        }
        return variances;
    }

    private double deviceVariance(ArrayCells cells, int i) {
        final double positive = cells.readSigmaSiemens(2 * i) / siemensPerWeight;
        final double negative = cells.readSigmaSiemens(2 * i + 1) / siemensPerWeight;
        return positive * positive + negative * negative;
    }

    /** Synapses whose inputs drive cells with this curve. */
    Synapses curved(Synapses linear) {
        return curve.isLinear() ? linear : new CurvedSynapses(linear, curve);
    }
}
