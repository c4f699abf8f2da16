package io.memspike.core.population.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.population.NeuronModel;
import io.memspike.core.population.PopulationPlan;
import io.memspike.core.population.Projection;
import java.util.Arrays;

/**
 * The neurons of one thread, with all synapses that end on them. What it makes of a step depends on spikes alone that came
 * before the window of steps in which nobody hears of another, so that threads meet once a window.
 */
public final class Shard {
    private static final int FIRST_ROOM = 64;

    private final PopulationPlan plan;
    private final NeuronLoop loop;
    private final int first;
    private final int count;
    private final float[] v; // above rest, mV
    private final float[] held; // steps
    private final float[] excitatory; // drive, mV; of delta synapses what arrives in a step
    private final float[] inhibitory;
    private final SynapseTable[] tables;
    private final NeuronLoop.Firing firing;
    private final NeuronLoop.Factors factors;
    private final PoissonDrive outer; // null: none
    private final long outerKey;
    private final int[] fired; // of one step, as the thread counts
    private final int[][] spikes; // by step modulo their number, as the network counts
    private final int[] spikeCounts;
    private final SpikeWriter written;
    private int[] heard = new int[FIRST_ROOM]; // of one step and all shards
    private long events;

    /**
     * Draws everything of neurons [first, first + count).
     *
     * @param first even
     */
    public Shard(PopulationPlan plan, Kernels kernels, int first, int count) {
        this.plan = plan;
        this.loop = NeuronLoop.of(kernels);
        this.first = first;
        this.count = count;
        final double rest = plan.model() instanceof NeuronModel.Exponential model ? model.leak() : 0;
        this.v = new float[count];
        this.held = new float[count];
        this.excitatory = new float[SynapseBits.room(count)];
        this.inhibitory = plan.model() instanceof NeuronModel.Exponential ? new float[SynapseBits.room(count)] : null;
        this.firing = new NeuronLoop.Firing(
                (float) (plan.model().threshold() - rest),
                (float) (plan.model().reset() - rest),
                plan.refractorySteps());
        this.factors = factors(plan.model(), plan.stepMillis());
        this.outer = plan.outer() == null
                ? null
                : new PoissonDrive(new PoissonCounts(plan.outer().spikesPerStep()), (float)
                        plan.outer().weight());
        this.outerKey = RandomStream.of(plan.seed(), "outer spikes").nextLong();
        this.fired = new int[count];
        final int window = plan.shortestDelay();
        this.spikes = new int[Integer.highestOneBit(2 * (plan.longestDelay() + window) - 1)][FIRST_ROOM];
        this.spikeCounts = new int[spikes.length];
        this.written = new SpikeWriter();
        for (int j = 0; j < count; j++) {
            v[j] = plan.startOf(first + j);
        }
        this.tables = new SynapseTable[plan.projections().size()];
        for (int p = 0; p < tables.length; p++) {
            final Projection projection = plan.projections().get(p);
            final long key = RandomStream.of(plan.seed(), "projection", p).nextLong();
            tables[p] = SynapseTable.of(projection, key, first, count, kernels);
        }
    }

    private static NeuronLoop.Factors factors(NeuronModel model, double step) {
        if (model instanceof NeuronModel.Exponential e) {
            final double keep = StrictMath.exp(-step / e.tau());
            final double keepE = StrictMath.exp(-step / e.tauExcitatory());
            final double keepI = StrictMath.exp(-step / e.tauInhibitory());
            return new NeuronLoop.Factors(
                    (float) keep,
                    (float) keepE,
                    (float) keepI,
                    (float) (e.tauExcitatory() / (e.tauExcitatory() - e.tau()) * (keepE - keep)),
                    (float) (e.tauInhibitory() / (e.tauInhibitory() - e.tau()) * (keepI - keep)));
        }
        final NeuronModel.Delta delta = (NeuronModel.Delta) model;
        return new NeuronLoop.Factors((float) StrictMath.exp(-step / delta.tau()), 0, 0, 0, 0);
    }

    /** Takes its neurons through a window of steps. Spikes of all shards before the window are there. */
    public void run(Shard[] all, int from, int to) {
        for (int step = from; step < to; step++) {
            final int n;
            if (inhibitory == null) {
                drive(step);
                hear(all, step);
                n = loop.delta(v, held, excitatory, count, factors.keep(), firing, fired);
            } else {
                n = loop.exponential(v, held, excitatory, inhibitory, count, factors, firing, fired);
                drive(step);
                hear(all, step);
            }
            publish(step, n);
        }
    }

    private void drive(int step) {
        if (outer != null) {
            outer.add(RandomStream.draw(outerKey, step), first, excitatory, count);
        }
    }

    /** What arrives at the end of a step: projection by projection, sources ascending. */
    private void hear(Shard[] all, int step) {
        for (final SynapseTable table : tables) {
            final int sent = step - table.projection().delaySteps();
            if (sent >= 0) {
                final int slot = sent & (spikes.length - 1);
                final boolean isInhibitory =
                        inhibitory != null && table.projection().weight() < 0;
                final int n = gather(all, slot); // may replace what holds them
                events += table.add(heard, n, isInhibitory ? inhibitory : excitatory);
            }
        }
    }

    /** Spikes of all shards in a step, ascending; how many. */
    private int gather(Shard[] all, int slot) {
        int n = 0;
        for (final Shard shard : all) {
            if (heard.length < n + shard.spikeCounts[slot]) {
                heard = Arrays.copyOf(heard, 2 * (n + shard.spikeCounts[slot]));
            }
            System.arraycopy(shard.spikes[slot], 0, heard, n, shard.spikeCounts[slot]);
            n += shard.spikeCounts[slot];
        }
        return n;
    }

    private void publish(int step, int n) {
        final int slot = step & (spikes.length - 1);
        if (spikes[slot].length < n) {
            spikes[slot] = new int[Math.max(n, Math.min(count, 2 * spikes[slot].length))];
        }
        final int[] out = spikes[slot];
        for (int k = 0; k < n; k++) {
            out[k] = first + fired[k];
        }
        spikeCounts[slot] = n;
        written.step(out, n);
    }

    /** All of its spikes so far. */
    public SpikeWriter written() {
        return written;
    }

    /** Synapses that spikes went through so far. */
    public long events() {
        return events;
    }

    /** Synapses that end here. */
    public long synapses() {
        return Arrays.stream(tables).mapToLong(SynapseTable::synapses).sum();
    }

    /** Bytes that they take. */
    public long bytes() {
        return Arrays.stream(tables).mapToLong(SynapseTable::bytes).sum();
    }
}
