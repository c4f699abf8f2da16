package io.memspike.topology.parameter;

import java.util.Locale;

/**
 * Which way values follow their gradient.
 *
 * @param method the method
 * @param momentum share of the last update that goes on in the next, in [0, 1); of SGD alone, else 0
 */
public record Optimiser(Method method, double momentum) {
    /** Adam, whose decay is added to the gradient. */
    public static final Optimiser ADAM = new Optimiser(Method.ADAM, 0);

    /** Adam, beside which values shrink by themselves. */
    public static final Optimiser ADAMW = new Optimiser(Method.ADAMW, 0);

    /** The methods. */
    public enum Method {
        /** Kingma and Ba, arXiv 1412.6980, with L2 decay in the gradient. */
        ADAM,
        /** Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019: the decay is a step of its own. */
        ADAMW,
        /** Stochastic gradient descent with momentum and L2 decay: {@code v ← momentum · v + g, x ← x − rate · v}. */
        SGD;

        /** The method named on the command line; throws {@link IllegalArgumentException} for others. */
        public static Method of(String name) {
            for (final Method method : values()) {
                if (method.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return method;
                }
            }
            throw new IllegalArgumentException("optimiser: expected adam, adamw or sgd, found '" + name + "'");
        }
    }

    public Optimiser {
        if (method == null || !(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("optimiser: expected a method and a momentum in [0, 1), found method="
                    + method + " momentum=" + momentum);
        }
        if (method != Method.SGD && momentum != 0) {
            throw new IllegalArgumentException("optimiser: expected a momentum with sgd alone, found " + momentum
                    + " with " + method.name().toLowerCase(Locale.ROOT));
        }
    }
}
