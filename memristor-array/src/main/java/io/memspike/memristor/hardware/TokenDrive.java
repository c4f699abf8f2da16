package io.memspike.memristor.hardware;

/**
 * Rows that each token drives by its own largest input, so that tokens of all sizes use all codes of the DACs, and columns of which
 * each has a digital scale, its largest weight, so that all use their cells' whole range: {@link
 * io.memspike.memristor.tile.PositionTiles}. Sums, and the full scales of ADCs, are then in units of a full input times a column's
 * largest weight. For full connections; noise that devices make themselves is drawn once for a chip and an age, since most of
 * it is slower than an inference.
 *
 * @param outputNoise standard deviation of the noise of each sum in front of its ADC, in those units, finite and at least 0
 * @param compensated whether a gain of each tile's read-outs, in front of noise and ADCs, brings back what drift took of its mean
 *     magnitude: {@link
 *     io.memspike.memristor.tile.DriftCompensation}
 */
public record TokenDrive(double outputNoise, boolean compensated) {
    public TokenDrive {
        if (!(outputNoise >= 0 && outputNoise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "output noise: expected a finite deviation of at least 0, found " + outputNoise);
        }
    }

    /** The same without compensation. */
    public TokenDrive uncompensated() {
        return new TokenDrive(outputNoise, false);
    }

    /** The same without noise. */
    TokenDrive quiet() {
        return new TokenDrive(0, compensated);
    }
}
