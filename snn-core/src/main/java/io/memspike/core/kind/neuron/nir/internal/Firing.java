package io.memspike.core.kind.neuron.nir.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.ResettingKind;
import io.memspike.core.kind.neuron.nir.Spikes;
import java.util.Arrays;

/**
 * What {@link ResettingKind}s have in common: potentials, thresholds, resets, refractory periods. Around the kind's own
 * step of {@link #potential}, {@link #before} comes first and {@link #fire} after it. Belongs to one thread.
 */
public final class Firing {
    private final Reset reset;
    private final boolean isMany;
    private final float[] start; // null for 0
    private final float[] threshold;
    private final boolean isUniform;
    private final float[] resetTo; // or null
    private final float[] period; // or null for none
    private final float[] potential;
    private final int[] waiting; // neurons in their refractory period
    private final int[] left; // steps that they still wait
    private final float[] kept; // and their potentials
    private int waits;

    /** Neurons at their start. */
    public Firing(ResettingKind kind, Constants constants) {
        this.reset = kind.reset();
        this.isMany = kind.spikes() == Spikes.MANY;
        this.start = constants.start(kind.start());
        this.threshold = constants.of("vThreshold");
        this.isUniform = LowPass.isUniform(threshold);
        this.resetTo = reset == Reset.VALUE ? constants.of("vReset") : null;
        final int n = threshold.length;
        this.period = kind.refractory() ? constants.of("refractory") : null;
        this.potential = new float[n];
        this.waiting = new int[period == null ? 0 : n];
        this.left = new int[waiting.length];
        this.kept = new float[waiting.length];
        reset();
    }

    /** Back to the start. */
    public void reset() {
        if (start == null) {
            Arrays.fill(potential, 0f);
        } else {
            System.arraycopy(start, 0, potential, 0, potential.length);
        }
        waits = 0;
    }

    /** Potentials (neurons), for the kind to step. */
    public float[] potential() {
        return potential;
    }

    /** Thresholds (neurons). Not to be modified. */
    public float[] threshold() {
        return threshold;
    }

    /** What potentials become that fire (neurons), or null where that is no tensor. Not to be modified. */
    public float[] resetTo() {
        return resetTo;
    }

    /** Before the kind's step of the potentials. */
    public void before() {
        for (int w = 0; w < waits; w++) {
            kept[w] = potential[waiting[w]];
        }
    }

    /** After it: who exceeds the threshold fires; {@code spikes} become those. */
    public void fire(SpikeList spikes) {
        mask();
        if (isMany) {
            count(spikes);
        } else if (isUniform) {
            spikes.above(potential, threshold[0], potential.length);
        } else {
            spikes.above(potential, threshold, potential.length);
        }
        settle(spikes);
    }

    /** The same with other thresholds (≥ n) for now; {@link Reset#SUBTRACT} takes away the kind's own. */
    public void fire(float[] thresholds, SpikeList spikes) {
        mask();
        spikes.above(potential, thresholds, potential.length);
        settle(spikes);
    }

    /** Takes the potentials of those that wait below all thresholds, until {@link #fire} is done, which does so itself. */
    public void mask() {
        for (int w = 0; w < waits; w++) {
            potential[waiting[w]] = Float.NEGATIVE_INFINITY; // never fires
        }
    }

    private void settle(SpikeList spikes) {
        reset(spikes);
        if (period != null) {
            unmask();
            begin(spikes);
        }
    }

    private void count(SpikeList spikes) {
        spikes.clear();
        for (int i = 0; i < potential.length; i++) {
            final float fits = potential[i] / threshold[i];
            if (fits >= 1f) {
                spikes.add(i, (float) Math.floor(fits));
            }
        }
    }

    private void reset(SpikeList spikes) {
        final int[] indices = spikes.indices();
        for (int e = 0; e < spikes.size(); e++) {
            final int i = indices[e];
            switch (reset) {
                case ZERO -> potential[i] = 0f;
                case VALUE -> potential[i] = resetTo[i];
                case SUBTRACT -> potential[i] -= spikes.value(e) * threshold[i];
                case NONE -> {}
            }
        }
    }

    private void unmask() {
        int still = 0;
        for (int w = 0; w < waits; w++) {
            potential[waiting[w]] = kept[w];
            if (left[w] > 1) {
                waiting[still] = waiting[w];
                left[still++] = left[w] - 1;
            }
        }
        waits = still;
    }

    private void begin(SpikeList spikes) {
        for (int e = 0; e < spikes.size(); e++) {
            final int i = spikes.index(e);
            if (period[i] > 0) {
                waiting[waits] = i;
                left[waits++] = (int) period[i];
            }
        }
    }
}
