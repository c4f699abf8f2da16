package io.memspike.topology;

import io.memspike.core.kind.neuron.Surrogate;

/** A number with its slope along one direction: forward differentiation, in doubles. */
record Dual(double value, double slope) {
    static final Dual ZERO = of(0);

    static Dual of(double value) {
        return new Dual(value, 0);
    }

    Dual plus(Dual other) {
        return new Dual(value + other.value, slope + other.slope);
    }

    Dual minus(Dual other) {
        return new Dual(value - other.value, slope - other.slope);
    }

    Dual times(Dual other) {
        return new Dual(value * other.value, slope * other.value + value * other.slope);
    }

    Dual over(Dual other) {
        return new Dual(value / other.value, (slope * other.value - value * other.slope) / (other.value * other.value));
    }

    Dual exp() {
        return new Dual(Math.exp(value), Math.exp(value) * slope);
    }

    /** The same number without its slope. */
    Dual detached() {
        return of(value);
    }

    /** 1 where this is above 0, with the surrogate's slope. */
    Dual spike(Surrogate surrogate) {
        return new Dual(value > 0 ? 1 : 0, surrogateAt(surrogate, value) * slope);
    }

    /** By the definitions, in doubles. */
    static double surrogateAt(Surrogate surrogate, double x) {
        final double w = surrogate.width();
        return switch (surrogate.function()) {
            case RECTANGULAR -> Math.abs(x) < w / 2 ? 1 / w : 0;
            case FAST_SIGMOID -> 1 / Math.pow(1 + Math.abs(x) / w, 2);
            case TRIANGULAR -> Math.max(0, 1 - Math.abs(x) / w) / w;
            case ARCTANGENT -> 1 / w / (1 + Math.pow(Math.PI * x / w, 2));
        };
    }
}
