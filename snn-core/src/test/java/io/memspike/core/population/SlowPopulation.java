package io.memspike.core.population;

import io.memspike.core.RandomStream;
import io.memspike.core.population.internal.PoissonCounts;
import java.util.ArrayList;
import java.util.List;

/** The slow and obvious twin: every neuron looks at all spikes so far, one thread, no tables. */
final class SlowPopulation {
    private final PopulationPlan plan;
    private final List<List<List<Integer>>> sources = new ArrayList<>(); // by projection and target
    private final List<List<List<Float>>> weights = new ArrayList<>(); // of these
    private final List<List<Integer>> spikes = new ArrayList<>(); // by step
    private final float[] v;
    private final float[] e;
    private final float[] i;
    private final int[] held;

    SlowPopulation(PopulationPlan plan) {
        this.plan = plan;
        this.v = new float[plan.neurons()];
        this.e = new float[plan.neurons()];
        this.i = new float[plan.neurons()];
        this.held = new int[plan.neurons()];
        for (int p = 0; p < plan.projections().size(); p++) {
            final Projection projection = plan.projections().get(p);
            final long key = RandomStream.of(plan.seed(), "projection", p).nextLong();
            final List<List<Integer>> byTarget = new ArrayList<>();
            final List<List<Float>> weightsByTarget = new ArrayList<>();
            for (int target = 0; target < plan.neurons(); target++) {
                final List<Integer> heard = new ArrayList<>();
                projection
                        .connectivity()
                        .draw(
                                RandomStream.of(key, "sources", target),
                                projection.count(),
                                source -> heard.add(projection.first() + source));
                byTarget.add(heard);
                weightsByTarget.add(weights(projection, RandomStream.of(key, "weights", target), heard.size()));
            }
            sources.add(byTarget);
            weights.add(weightsByTarget);
        }
        for (int target = 0; target < plan.neurons(); target++) {
            final double share = RandomStream.of(plan.seed(), "start", target).nextDouble();
            v[target] = (float) (plan.start().from()
                    - rest()
                    + share * (plan.start().to() - plan.start().from()));
        }
    }

    /** Log-normal: e^(μ + σ g), where σ² = ln(1 + spread²) and μ = ln mean − σ² / 2. */
    private static List<Float> weights(Projection projection, RandomStream stream, int n) {
        final double variance = StrictMath.log1p(projection.spread() * projection.spread());
        final List<Float> drawn = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            final double factor = variance == 0
                    ? 1
                    : StrictMath.exp(StrictMath.sqrt(variance) * stream.nextGaussian() - variance / 2);
            drawn.add((float) (projection.weight() * factor));
        }
        return drawn;
    }

    private double rest() {
        return plan.model() instanceof NeuronModel.Exponential model ? model.leak() : 0;
    }

    /** All spikes of the next steps, step by step. */
    List<List<Integer>> run(int steps) {
        for (int s = 0; s < steps; s++) {
            spikes.add(step(spikes.size()));
        }
        return spikes;
    }

    private List<Integer> step(int now) {
        final float[] outer = new float[plan.neurons()];
        if (plan.outer() != null) {
            final long key = RandomStream.of(plan.seed(), "outer spikes").nextLong();
            new PoissonCounts(plan.outer().spikesPerStep())
                    .add(RandomStream.draw(key, now), 0, (float) plan.outer().weight(), outer, plan.neurons());
        }
        final List<Integer> fired = new ArrayList<>();
        for (int j = 0; j < plan.neurons(); j++) {
            final boolean isHeld = held[j] > 0;
            held[j] = Math.max(0, held[j] - 1);
            if (plan.model() instanceof NeuronModel.Delta model) {
                final float arrived = hear(outer[j], now, j, 0);
                v[j] = isHeld ? v[j] : v[j] * (float) StrictMath.exp(-plan.stepMillis() / model.tau()) + arrived;
            } else {
                exponential((NeuronModel.Exponential) plan.model(), j, isHeld);
                e[j] = hear(e[j] + outer[j], now, j, 1);
                i[j] = hear(i[j], now, j, -1);
            }
            if (v[j] >= (float) (plan.model().threshold() - rest())) {
                v[j] = (float) (plan.model().reset() - rest());
                held[j] = plan.refractorySteps();
                fired.add(j);
            }
        }
        return fired;
    }

    private void exponential(NeuronModel.Exponential model, int j, boolean isHeld) {
        final double keep = StrictMath.exp(-plan.stepMillis() / model.tau());
        final double keepE = StrictMath.exp(-plan.stepMillis() / model.tauExcitatory());
        final double keepI = StrictMath.exp(-plan.stepMillis() / model.tauInhibitory());
        final float fromE = (float) (model.tauExcitatory() / (model.tauExcitatory() - model.tau()) * (keepE - keep));
        final float fromI = (float) (model.tauInhibitory() / (model.tauInhibitory() - model.tau()) * (keepI - keep));
        v[j] = isHeld ? v[j] : v[j] * (float) keep + e[j] * fromE + i[j] * fromI;
        e[j] *= (float) keepE;
        i[j] *= (float) keepI;
    }

    /** A sum with the weights that arrive; of the sign asked for, or all. */
    private float hear(float sum, int now, int target, int sign) {
        float arrived = sum;
        for (int p = 0; p < sources.size(); p++) {
            final Projection projection = plan.projections().get(p);
            final int sent = now - projection.delaySteps();
            if (sent < 0 || sign != 0 && sign != (int) Math.signum(projection.weight())) {
                continue;
            }
            final List<Integer> heard = sources.get(p).get(target);
            for (final int source : spikes.get(sent)) {
                for (int k = 0; k < heard.size(); k++) {
                    arrived +=
                            heard.get(k) == source ? weights.get(p).get(target).get(k) : 0;
                }
            }
        }
        return arrived;
    }
}
