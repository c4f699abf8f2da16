package io.memspike.memristor.thermal;

/**
 * Johnson-Nyquist noise of a column that is read: every cell that is connected to it, driven or not, adds to the variance of its current
 * (H. Nyquist, "Thermal agitation of electric charge in conductors", Physical Review 32, 110, 1928),
 *
 * <pre>  σ_I² = 4 k T Δf Σ G,   Δf = 1/(2 τ)</pre>
 *
 * for a current that is integrated for τ. In what such a column tells, a conductance that is driven for τ by the read voltage V,
 *
 * <pre>  σ_G = σ_I / V</pre>
 *
 * <p>The window of integration is taken to be τ, which it is where every pulse is: of spikes, and of the bits of inputs that come bit by bit. An input of x above 1 is a pulse
 * of x·τ, and a window of T_w, long enough for the largest, has T_w / τ times the variance; τ² / T_w for {@code readSeconds} gives it.
 *
 * @param kelvin T, finite and above 0
 * @param readVolts V, finite and above 0
 * @param readSeconds τ, length of the pulse of an input of 1, finite and above 0
 */
public record ThermalNoise(double kelvin, double readVolts, double readSeconds) {
    /** k in joules a kelvin, exact: SI of 2019. */
    public static final double BOLTZMANN = 1.380649e-23;

    public ThermalNoise {
        requirePositive("temperature", "K", kelvin);
        requirePositive("read voltage", "V", readVolts);
        requirePositive("read time", "seconds", readSeconds);
    }

    static void requirePositive(String what, String unit, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    what + ": expected a finite number of " + unit + " above 0, found " + value);
        }
    }

    /** The same at another temperature. */
    public ThermalNoise at(double otherKelvin) {
        return new ThermalNoise(otherKelvin, readVolts, readSeconds);
    }

    /**
     * σ_G² of a column, in siemens squared.
     *
     * @param sumSiemens Σ G of its cells, at least 0
     */
    public double variance(double sumSiemens) {
        return 4 * BOLTZMANN * kelvin * sumSiemens / (2 * readSeconds) / (readVolts * readVolts);
    }
}
