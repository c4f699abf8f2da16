package io.memspike.memristor.device;

import com.google.auto.service.AutoService;
import io.memspike.core.RandomStream;

/**
 * Resistive memory as electroforming leaves it: conductance ~ N(mean, sigma²), drawn again where it is not above 0.
 *
 * <p><b>Sigma is published.</b> PRIME (Wang et al., arXiv 2407.18625; constants in the authors' code,
 * github.com/bo-wang-up/PRIME, {@code Classification/layer.py}) gives the weight, the difference of two cells of the
 * 40 nm, 256 Kb macro, as N(0, 6.352 µS). Two independent cells therefore have σ = 6.352/√2 = 4.4915 µS each, and must
 * be normal themselves (Cramér's theorem: only normal parts sum to a normal).
 *
 * <p><b>The mean is an assumption</b>: the abstract and, in the authors' repository, the README files and the layer code
 * give the difference alone. {@link #prime()} takes 18 µS, four sigma: 3.1 cells in 100,000 are drawn again, which makes
 * the weights' σ 0.03 % smaller and moves no quantile that 100,000 draws could tell. The mean cancels in every weight; it
 * sets the <em>read noise</em> alone. Noise of fraction f of each cell's conductance disturbs a pair by
 *
 * <pre>  f · √(G⁺² + G⁻²),  on average  f · √(1 + (mean/sigma)²) times the weights' σ:  4.13 f for 18 µS</pre>
 *
 * so that 2 % of read noise are 8 % of the weights' σ and 10 % are 41 %. (The authors' code takes f of the difference
 * instead, 1.0 f in that measure.) A cell formed to 50 µS at the same sigma would be at 11.2 f.
 *
 * @param meanSiemens mean conductance, above 0
 * @param sigmaSiemens standard deviation, at least 0
 */
public record FormedRram(double meanSiemens, double sigmaSiemens) implements DeviceModel {
    private static final double PRIME_WEIGHT_SIGMA_SIEMENS = 6.352e-6;
    private static final double PRIME_INPAINTING_SIGMA_SIEMENS = 6.91593e-6;
    private static final double PRIME_MEAN_SIEMENS = 18e-6; // assumed, see above
    private static final double RANGE_SIGMAS = 4;

    /** Makes it known by its name. */
    @AutoService(DeviceFactory.class)
    public static final class Factory implements DeviceFactory {
        @Override
        public String name() {
            return "formed-rram";
        }

        @Override
        public DeviceModel of(String argument) {
            return prime();
        }
    }

    public FormedRram {
        if (!(meanSiemens > 0) || Double.isInfinite(meanSiemens)) {
            throw new IllegalArgumentException(
                    "meanSiemens: expected a finite conductance above 0, found " + meanSiemens);
        }
        if (!(sigmaSiemens >= 0) || Double.isInfinite(sigmaSiemens)) {
            throw new IllegalArgumentException(
                    "sigmaSiemens: expected a finite conductance of at least 0, found " + sigmaSiemens);
        }
    }

    /** The cells of PRIME's macro: pairs differ by N(0, 6.352 µS). */
    public static FormedRram prime() {
        return new FormedRram(PRIME_MEAN_SIEMENS, PRIME_WEIGHT_SIGMA_SIEMENS / Math.sqrt(2));
    }

    /** The cells with which PRIME fills holes: pairs differ by N(0, 6.91593 µS), as its inpainting has it; mean as above. */
    public static FormedRram primeInpainting() {
        return new FormedRram(PRIME_MEAN_SIEMENS, PRIME_INPAINTING_SIGMA_SIEMENS / Math.sqrt(2));
    }

    /** Four sigma to both sides, but not below 0: 6 cells in 100,000 lie outside. */
    @Override
    public ConductanceRange range() {
        final double width = RANGE_SIGMAS * sigmaSiemens;
        return new ConductanceRange(Math.max(0, meanSiemens - width), meanSiemens + width);
    }

    /** Of independent cells, √2 times that of one. */
    @Override
    public double pairSigmaSiemens() {
        return Math.sqrt(2) * sigmaSiemens;
    }

    @Override
    public double formSiemens(RandomStream stream) {
        double siemens;
        do {
            siemens = meanSiemens + sigmaSiemens * stream.nextGaussian();
        } while (siemens <= 0);
        return siemens;
    }
}
