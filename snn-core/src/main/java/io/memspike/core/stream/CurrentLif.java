package io.memspike.core.stream;

/**
 * A leaky integrate-and-fire neuron whose synaptic current has a time constant of its own, in closed form:
 *
 * <pre>  τm v' = −v + i + c,   τs i' = −i,   an event of weight w: i ← i + w,   fires when v reaches the threshold from below</pre>
 *
 * <p>with a constant drive c. So, with Δ the time since the last event and A = v − c,
 *
 * <pre>  v(Δ) = c + A e^{−Δ/τm} + i K(Δ),   K(Δ) = τs/(τm − τs) · (e^{−Δ/τm} − e^{−Δ/τs})</pre>
 *
 * <p>which for equal constants is {@code K = Δ/τ · e^{−Δ/τ}}; both are {@code Δ/τm · e^{−Δ/max(τm, τs)} · φ(−|x|)} with
 * {@code x = Δ (1/τs − 1/τm)} and {@code φ(x) = (e^x − 1)/x}, which loses no digit where they are nearly equal. v has at
 * most one extremum, known in closed form; the threshold is first crossed on a monotone piece, where a bracketed Newton
 * iteration finds it to the last bits. Nothing is sampled, so no crossing is missed.
 *
 * <p>Any unit of time, the same throughout. Immutable; the same bits on any JDK.
 *
 * @param tauMembrane τm, above 0
 * @param tauSynapse τs, above 0
 * @param threshold above 0
 * @param reset what becomes of v when it fires
 */
public record CurrentLif(double tauMembrane, double tauSynapse, double threshold, Reset reset) {
    private static final int MAX_ITERATIONS = 200;

    /** Checks its arguments. */
    public CurrentLif {
        requirePositive("tauMembrane", tauMembrane);
        requirePositive("tauSynapse", tauSynapse);
        requirePositive("threshold", threshold);
        java.util.Objects.requireNonNull(reset);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(name + ": expected above 0 and finite, found " + value);
        }
    }

    /** Synaptic current after {@code delta}. */
    public double current(double current, double delta) {
        return current * StrictMath.exp(-delta / tauSynapse);
    }

    /** Membrane potential after {@code delta}, from potential, synaptic current and drive now. */
    public double potential(double potential, double current, double drive, double delta) {
        return drive + (potential - drive) * StrictMath.exp(-delta / tauMembrane) + current * response(delta);
    }

    /** K: what one unit of synaptic current has brought to the potential after {@code delta}. */
    private double response(double delta) {
        final double x = Math.abs(delta * ((tauMembrane - tauSynapse) / (tauMembrane * tauSynapse)));
        final double phi = x == 0 ? 1 : -StrictMath.expm1(-x) / x;
        return delta / tauMembrane * StrictMath.exp(-delta / Math.max(tauMembrane, tauSynapse)) * phi;
    }

    /** dv/dt after {@code delta}. */
    private double slope(double potential, double current, double drive, double delta) {
        final double v = potential(potential, current, drive, delta);
        return (drive - v + current(current, delta)) / tauMembrane;
    }

    /**
     * When the neuron fires if no further event arrives.
     *
     * @param potential v now, at most the threshold
     * @param current i now
     * @param drive c
     * @return time from now; infinity if never
     */
    public double crossing(double potential, double current, double drive) {
        if (potential > threshold) {
            return 0;
        }
        final boolean rises = current + drive > potential;
        final double extremum = extremum(potential, current, drive);
        if (rises && extremum < Double.POSITIVE_INFINITY) {
            return potential(potential, current, drive, extremum) > threshold
                    ? solve(potential, current, drive, 0, extremum)
                    : Double.POSITIVE_INFINITY;
        }
        if (!(drive > threshold)) {
            return Double.POSITIVE_INFINITY; // falls, or rises towards a drive that is not enough
        }
        // the drive wins in the end; where no minimum is found it lies at the beginning, the slope being 0
        final double low = rises || extremum == Double.POSITIVE_INFINITY ? 0 : extremum;
        double step = Math.max(tauMembrane, tauSynapse);
        while (!(potential(potential, current, drive, low + step) > threshold)) {
            step *= 2; // ends: all exponentials vanish
        }
        return solve(potential, current, drive, low, low + step);
    }

    /** Where the slope is 0, after now; infinity if nowhere. */
    private double extremum(double potential, double current, double drive) {
        final double a = potential - drive;
        final double difference = tauMembrane - tauSynapse;
        final double y = (current - a) / (a * difference + current * tauSynapse);
        final double argument = difference * y;
        if (!(argument > -1) || argument == Double.POSITIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        final double scaled = argument == 0 ? y : StrictMath.log1p(argument) / difference;
        final double at = tauMembrane * tauSynapse * scaled;
        return at > 0 ? at : Double.POSITIVE_INFINITY;
    }

    /** The crossing in (low, high], where v grows from at most the threshold to above it. */
    private double solve(double potential, double current, double drive, double low, double high) {
        double from = low;
        double to = high;
        double at = 0.5 * (from + to);
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            final double excess = potential(potential, current, drive, at) - threshold;
            if (excess > 0) {
                to = at;
            } else {
                from = at;
            }
            final double newton = at - excess / slope(potential, current, drive, at);
            final double middle = 0.5 * (from + to);
            if (Math.abs(newton - at) <= Math.ulp(at) || !(middle > from && middle < to)) {
                return at;
            }
            at = newton > from && newton < to ? newton : middle;
        }
        return at;
    }
}
