package io.memspike.memristor.device;

import com.google.auto.service.AutoService;
import io.memspike.core.RandomStream;

/**
 * Cells of two states, one of which conducts better, in pairs of one of each: which of the two is G⁺ is chance, and a weight is a
 * random sign times {@code on − off}. Signs are the random weights of which training by pruning has least to choose from, and
 * pairs of opposite states are how binary memories are read differentially.
 *
 * <p>{@link #standard()} is a design point of this project, not a measurement: states around the mean of {@link
 * FormedRram#prime()}, as far apart as the standard deviation of its pairs, 6.352 µS, so that factors of weights that were made
 * for those fit these.
 *
 * @param offSiemens conductance of the one state, at least 0
 * @param onSiemens conductance of the other, above it
 */
public record ComplementaryPairs(double offSiemens, double onSiemens) implements DeviceModel {
    /** Makes it known by its name. */
    @AutoService(DeviceFactory.class)
    public static final class Factory implements DeviceFactory {
        @Override
        public String name() {
            return "signs";
        }

        @Override
        public DeviceModel of(String argument) {
            return standard();
        }
    }

    public ComplementaryPairs {
        Checks.requireNotNegative("offSiemens", "conductance", offSiemens);
        Checks.requirePositive("onSiemens", "conductance", onSiemens);
        if (!(offSiemens < onSiemens)) {
            throw new IllegalArgumentException("complementary pairs: expected offSiemens below onSiemens, found "
                    + offSiemens + " and " + onSiemens);
        }
    }

    /** 14.824 and 21.176 µS: pairs differ by ± 6.352 µS. */
    public static ComplementaryPairs standard() {
        return new ComplementaryPairs(14.824e-6, 21.176e-6);
    }

    @Override
    public ConductanceRange range() {
        return new ConductanceRange(offSiemens, onSiemens, 2);
    }

    @Override
    public double meanSiemens() {
        return (offSiemens + onSiemens) / 2;
    }

    /** Pairs differ by it, one way or the other. */
    @Override
    public double pairSigmaSiemens() {
        return onSiemens - offSiemens;
    }

    /** Either state, as likely. */
    @Override
    public double formSiemens(RandomStream stream) {
        return stream.nextDouble() < 0.5 ? offSiemens : onSiemens;
    }

    /** One of each. */
    @Override
    public void formPair(RandomStream stream, double[] siemens, int at) {
        siemens[at] = formSiemens(stream);
        siemens[at + 1] = siemens[at] == onSiemens ? offSiemens : onSiemens;
    }
}
