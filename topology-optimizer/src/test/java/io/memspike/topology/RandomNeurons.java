package io.memspike.topology;

import io.memspike.core.RandomStream;
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
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;

/** Spiking kinds at random, and numbers for their tensors with which they fire now and then. */
final class RandomNeurons {
    private RandomNeurons() {}

    private static <E> E any(RandomStream random, E[] values) {
        return values[random.nextInt(values.length)];
    }

    static Surrogate surrogate(RandomStream random) {
        return random.nextInt(4) == 0
                ? Surrogate.PRIME
                : new Surrogate(
                        any(random, Surrogate.Function.values()), 0.3f + random.nextFloat(), random.nextInt(2) == 0);
    }

    /** One of the first {@code of} kinds; the ninth counts in integers. */
    static SpikingKind kind(RandomStream random, int of) {
        final Surrogate surrogate = surrogate(random);
        final Per per = any(random, Per.values());
        final Integration how = any(random, Integration.values());
        final Reset reset = any(random, Reset.values());
        final Spikes spikes = any(random, Spikes.values());
        final Start start = any(random, Start.values());
        final boolean isRefractory = random.nextInt(3) == 0;
        final float dt = 0.5f + 0.5f * random.nextFloat();
        return switch (random.nextInt(of)) {
            case 0 ->
                new Lif(random.nextFloat(), 0.4f, random.nextFloat(), 0.2f + 0.4f * random.nextFloat(), surrogate);
            case 1 -> new Threshold(per, surrogate);
            case 2 -> new If(dt, per, reset, spikes, isRefractory, any(random, Lower.values()), surrogate);
            case 3, 4 -> new LifNir(dt, per, how, reset, spikes, start, isRefractory, surrogate);
            case 5, 6 -> new CubaLif(dt, per, how, reset, spikes, start, isRefractory, surrogate);
            case 7 -> new AdaptiveLif(dt, per, how, reset, start, isRefractory, surrogate);
            default -> new LoihiLif(random.nextInt(4097), random.nextInt(4097), 1 + random.nextInt(3), true, surrogate);
        };
    }

    /** A number for a tensor of that name. */
    static float number(String tensor, RandomStream random) {
        return switch (tensor) {
            case "tau", "tauSyn", "tauMem", "tauAdaptation" -> 1.1f + 2 * random.nextFloat();
            case "r", "wIn", "scale" -> 0.6f + random.nextFloat();
            case "vThreshold" -> 0.3f + 0.5f * random.nextFloat();
            case "beta" -> 0.5f * random.nextFloat();
            case "refractory", "delay" -> random.nextInt(3);
            default -> 0.6f * random.nextFloat() - 0.3f;
        };
    }
}
