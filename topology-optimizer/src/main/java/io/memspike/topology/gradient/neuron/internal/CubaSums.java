package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.internal.Constants;
import io.memspike.core.kind.neuron.nir.internal.CubaEquations;
import io.memspike.topology.gradient.GradientContext;

/** What the tensors of {@link CubaLif} do, of the numbers of its two equations. */
final class CubaSums {
    private final Integration how;
    private final double dt;
    private final ParameterSums tauSyn;
    private final ParameterSums wIn;
    private final MembraneSums membrane;

    CubaSums(CubaLif kind, GradientContext context) {
        this.how = kind.integrator();
        this.dt = kind.dt();
        this.tauSyn = ParameterSums.of(context, kind.per(), "tauSyn");
        this.wIn = ParameterSums.of(context, kind.per(), "wIn");
        this.membrane = MembraneSums.of(context, kind.per(), how, kind.dt(), "tauMem");
    }

    /**
     * Adds a sample's.
     *
     * @param ofCarried ∂L/∂(what the potential takes of the old current), by neuron; null where it takes the new one
     */
    void add(int shard, LowPassGradient ofMembrane, LowPassGradient ofSynapse, double[] ofCarried, Constants of) {
        final float[] taus = of.of("tauSyn");
        final float[] memTaus = of.of("tauMem");
        for (int i = 0; i < taus.length; i++) {
            tauSyn.add(shard, i, ofSynapse.ofShare(i) * how.shareSlope(dt, taus[i]));
            wIn.add(shard, i, ofSynapse.ofR(i));
        }
        if (ofCarried == null) {
            membrane.add(shard, ofMembrane, memTaus);
            return;
        }
        final float[] r = of.of("r");
        final float[] gains = of.of("wIn");
        for (int i = 0; i < taus.length; i++) {
            addExact(shard, i, ofMembrane, ofCarried[i], taus[i], memTaus[i], r[i], gains[i]);
        }
    }

    /** With {@code carried = r · c} and {@code held = wIn · r · (1 − c/share)}, which is what the membrane's input is times. */
    private void addExact(
            int shard,
            int i,
            LowPassGradient ofMembrane,
            double ofCarried,
            double syn,
            double mem,
            double r,
            double w) {
        final double c = CubaEquations.carried(dt, syn, mem);
        final double share = how.share(dt, mem);
        final double shareSlope = how.shareSlope(dt, mem);
        final double ofHeld = ofMembrane.ofR(i);
        final double ofC = r * (ofCarried - ofHeld * w / share);
        membrane.r().add(shard, i, ofHeld * w * (1 - c / share) + ofCarried * c);
        wIn.add(shard, i, ofHeld * r * (1 - c / share));
        membrane.leak().add(shard, i, ofMembrane.ofLeak(i));
        membrane.tau()
                .add(
                        shard,
                        i,
                        (ofMembrane.ofShare(i) + ofHeld * w * r * c / (share * share)) * shareSlope
                                + ofC * carriedByMem(syn, mem));
        tauSyn.add(shard, i, ofC * carriedBySyn(syn, mem));
    }

    // c = b · e^(−a) · φ(a − b) with a = dt/τ_syn, b = dt/τ_mem, φ(x) = (e^x − 1)/x

    private double carriedBySyn(double syn, double mem) {
        final double a = dt / syn;
        final double b = dt / mem;
        return -a / syn * (b * StrictMath.exp(-a) * (slope(a - b) - ratio(a - b)));
    }

    private double carriedByMem(double syn, double mem) {
        final double a = dt / syn;
        final double b = dt / mem;
        return -b / mem * (StrictMath.exp(-a) * (ratio(a - b) - b * slope(a - b)));
    }

    private static double ratio(double x) {
        return x == 0 ? 1 : StrictMath.expm1(x) / x;
    }

    /** φ'; near 0, where its two terms nearly cancel, by the series. */
    private static double slope(double x) {
        return Math.abs(x) < 1e-3
                ? 0.5 + x * (1.0 / 3 + x * (1.0 / 8 + x / 30))
                : (x * StrictMath.exp(x) - StrictMath.expm1(x)) / (x * x);
    }
}
