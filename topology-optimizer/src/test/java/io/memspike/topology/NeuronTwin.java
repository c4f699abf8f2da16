package io.memspike.topology;

import io.memspike.core.Shape;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.kind.neuron.nir.AdaptiveLif;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.Lower;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.ResettingKind;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import java.util.function.Function;

/**
 * One neuron of any spiking kind by its equations, slow and obvious, in doubles, with a slope along whatever its inputs and
 * tensors change along.
 */
final class NeuronTwin {
    private final SpikingKind kind;
    private final Surrogate surrogate;
    private final Function<String, Dual> tensor;
    private Dual v;
    private Dual current = Dual.ZERO;
    private Dual adaptation = Dual.ZERO;
    private Dual former = Dual.ZERO; // spike of the step before
    private int waits;
    private double nearest = Double.POSITIVE_INFINITY; // that a potential came to where a decision or a slope jumps

    /** A neuron at its start; its tensors by name. */
    NeuronTwin(SpikingKind kind, Function<String, Dual> tensor) {
        this.kind = kind;
        this.surrogate = kind.surrogate();
        this.tensor = tensor;
        this.v = kind instanceof ResettingKind resetting && resetting.start() != Start.ZERO
                ? tensor.apply(resetting.start() == Start.LEAK ? "vLeak" : "vStart")
                : Dual.ZERO;
    }

    /** The element's number of a tensor. */
    static int index(SpikingKind kind, int element, Shape shape) {
        if (kind instanceof ResettingKind resetting) {
            return resetting.per().index(element, shape);
        }
        return (kind instanceof Threshold threshold ? threshold.per() : Per.ELEMENT).index(element, shape);
    }

    /** How near to a jump it has come. */
    double nearest() {
        return nearest;
    }

    /** One step: the spikes. */
    Dual step(Dual x) {
        if (kind instanceof Lif lif) {
            return lif(lif, x);
        }
        if (kind instanceof Threshold) {
            return spike(x.minus(tensor.apply("vThreshold")));
        }
        if (kind instanceof LoihiLif loihi) {
            return loihi(loihi, x);
        }
        return resetting((ResettingKind) kind, x);
    }

    private Dual spike(Dual above) {
        nearest = Math.min(nearest, Math.abs(above.value()));
        if (surrogate.function() == Surrogate.Function.RECTANGULAR) {
            nearest = Math.min(nearest, Math.abs(Math.abs(above.value()) - surrogate.width() / 2));
        }
        return above.spike(surrogate);
    }

    private Dual forReset(Dual spike) {
        return surrogate.detachedReset() ? spike.detached() : spike;
    }

    private Dual lif(Lif lif, Dual x) {
        final Dual u = v.plus(x);
        final Dual leaky = u.value() > 0 ? u : u.times(Dual.of(lif.leakySlope()));
        nearest = Math.min(nearest, Math.abs(u.value()));
        nearest = Math.min(nearest, Math.abs(leaky.value() - lif.threshold()));
        final Dual centred = spike(leaky.minus(Dual.of(lif.surrogateCentre()))); // its slope
        final Dual spike = new Dual(leaky.value() > lif.threshold() ? 1 : 0, centred.slope());
        v = leaky.times(Dual.of(1).minus(forReset(spike))).times(Dual.of(lif.retain()));
        return spike;
    }

    private Dual loihi(LoihiLif loihi, Dual x) {
        current = scaled(current, LoihiLif.ONE - loihi.currentDecay()).plus(x.times(Dual.of(64)));
        v = scaled(v, LoihiLif.ONE - loihi.voltageDecay())
                .plus(current)
                .plus(loihi.bias() ? tensor.apply("bias").times(Dual.of(64)) : Dual.ZERO);
        final Dual spike = spike(v.over(Dual.of(64)).minus(Dual.of(loihi.threshold())));
        v = v.times(Dual.of(1).minus(forReset(spike)));
        return spike;
    }

    /** Rounded towards zero, straight through for the slope. */
    private static Dual scaled(Dual x, int kept) {
        final double all = x.value() * kept / LoihiLif.ONE;
        return new Dual(all < 0 ? Math.ceil(all) : Math.floor(all), x.slope() * kept / LoihiLif.ONE);
    }

    private Dual resetting(ResettingKind neuron, Dual x) {
        final Dual before = v;
        final Dual threshold = move(neuron, x);
        if (waits > 0) {
            waits--;
            v = before;
            former = Dual.ZERO;
            return Dual.ZERO;
        }
        final Dual base = tensor.apply("vThreshold");
        final Dual spikes = neuron.spikes() == Spikes.ONE ? spike(v.minus(threshold)) : several(base);
        v = reset(neuron, spikes, base);
        former = spikes;
        if (spikes.value() > 0 && neuron.refractory()) {
            waits = (int) tensor.apply("refractory").value();
        }
        return spikes;
    }

    /** As often as the threshold fits; the slope is that at the multiple of the threshold that lies nearest. */
    private Dual several(Dual threshold) {
        final double fits = v.value() / threshold.value();
        final long multiple = Math.max(1, Math.round(fits));
        nearest = Math.min(nearest, Math.abs(fits - Math.floor(fits) - 0.5)); // between two multiples
        final Dual slope = spike(v.minus(threshold.times(Dual.of(multiple))));
        return new Dual(fits >= 1 ? Math.floor(fits) : 0, slope.slope());
    }

    private Dual reset(ResettingKind neuron, Dual spikes, Dual base) {
        final Dual z = forReset(spikes);
        if (neuron.reset() == Reset.NONE) {
            return v;
        }
        if (neuron.reset() == Reset.SUBTRACT) {
            return v.minus(z.times(base));
        }
        // whether it fires at all: of several spikes, the first decides
        final boolean isFirst = Math.round(v.value() / base.value()) <= 1 || neuron.spikes() == Spikes.ONE;
        final Dual fires = new Dual(z.value() > 0 ? 1 : 0, isFirst ? z.slope() : 0);
        final Dual to = neuron.reset() == Reset.ZERO ? Dual.ZERO : tensor.apply("vReset");
        return v.times(Dual.of(1).minus(fires)).plus(to.times(fires));
    }

    /** Moves v; returns the threshold of the step. */
    private Dual move(ResettingKind neuron, Dual x) {
        if (neuron instanceof If simple) {
            v = v.plus(Dual.of(simple.dt()).times(tensor.apply("r")).times(x));
            final Dual above = v.plus(tensor.apply("vThreshold"));
            if (simple.lower() == Lower.THRESHOLD) {
                nearest = Math.min(nearest, Math.abs(above.value()));
                v = above.value() < 0 ? v.minus(above) : v;
            }
        } else if (neuron instanceof LifNir lif) {
            v = towards(v, lif.integrator(), lif.dt(), "tau", tensor.apply("r").times(x));
        } else if (neuron instanceof CubaLif cuba) {
            cuba(cuba, x);
        } else if (neuron instanceof AdaptiveLif adaptive) {
            v = towards(
                    v,
                    adaptive.integrator(),
                    adaptive.dt(),
                    "tau",
                    tensor.apply("r").times(x));
            final Dual share = share(adaptive.integrator(), adaptive.dt(), "tauAdaptation");
            adaptation = Dual.of(1).minus(share).times(adaptation).plus(former);
            return tensor.apply("vThreshold").plus(tensor.apply("beta").times(adaptation));
        }
        return tensor.apply("vThreshold");
    }

    private Dual towards(Dual y, Integration how, double dt, String tau, Dual drive) {
        return y.plus(share(how, dt, tau).times(tensor.apply("vLeak").minus(y).plus(drive)));
    }

    private Dual share(Integration how, double dt, String tau) {
        final Dual part = Dual.of(dt).over(tensor.apply(tau));
        return how == Integration.EULER
                ? part
                : Dual.of(1).minus(Dual.ZERO.minus(part).exp());
    }

    private void cuba(CubaLif cuba, Dual x) {
        final Dual gain = tensor.apply("wIn").times(x);
        final Dual share = share(cuba.integrator(), cuba.dt(), "tauSyn");
        if (cuba.integrator() != Integration.EXACT) {
            current = current.plus(share.times(gain.minus(current)));
            v = towards(
                    v, cuba.integrator(), cuba.dt(), "tauMem", tensor.apply("r").times(current));
            return;
        }
        // the solution of both equations while x is held: i rests at wIn · x, v at vLeak + r · wIn · x
        final Dual syn = tensor.apply("tauSyn");
        final Dual mem = tensor.apply("tauMem");
        final Dual ofSyn = Dual.ZERO.minus(Dual.of(cuba.dt()).over(syn)).exp();
        final Dual ofMem = Dual.ZERO.minus(Dual.of(cuba.dt()).over(mem)).exp();
        final Dual rest = tensor.apply("vLeak").plus(tensor.apply("r").times(gain));
        final Dual excess = tensor.apply("r").times(current.minus(gain)).times(syn.over(syn.minus(mem)));
        v = rest.plus(excess.times(ofSyn)).plus(v.minus(rest).minus(excess).times(ofMem));
        current = gain.plus(current.minus(gain).times(ofSyn));
    }
}
