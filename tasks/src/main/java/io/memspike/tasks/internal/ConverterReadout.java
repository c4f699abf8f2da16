package io.memspike.tasks.internal;

import io.memspike.core.Shape;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.topology.gradient.CurrentReadout;

/**
 * A layer's converters in training: {@code y = F · q(x / F)} with its full scale F as the number that may be learnt. The way back takes
 * the codes for a curve, {@code ∂y/∂x} for its slope, 0 where it clips; and what rounding moved a value by is part of {@code
 * ∂y/∂F = q − (x / F) · ∂y/∂x}, as in learnt step sizes (Esser et al., arXiv 1902.08153).
 *
 * @param converters the ADCs
 * @param behind the same with a digital unit behind them, if there is one
 * @param output what they read
 */
public record ConverterReadout(AdcReadout converters, ColumnReadout behind, Shape output) implements CurrentReadout {
    private static final int WHOLE = 0; // the layer is one tile

    @Override
    public void read(float[] currents, long read) {
        behind.convert(currents, output.positions(), output.channels(), WHOLE, read);
    }

    @Override
    public double back(float[] currents, float[] readings, float[] gradient) {
        final int columns = output.channels();
        final double scale = converters.fullScale();
        double sum = 0;
        for (int i = 0; i < output.size(); i++) {
            if (gradient[i] != 0f) {
                final double slope = converters.slope(WHOLE, i % columns, currents[i]);
                sum += gradient[i] * (readings[i] - slope * currents[i]) / scale;
                gradient[i] *= (float) slope;
            }
        }
        return sum;
    }
}
