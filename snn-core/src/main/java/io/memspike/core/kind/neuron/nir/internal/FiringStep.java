package io.memspike.core.kind.neuron.nir.internal;

import io.memspike.core.kind.neuron.nir.ResettingKind;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;

/** Work of neurons that fire and are reset; what a kind adds is how its potentials move. */
abstract class FiringStep implements Step {
    final Firing firing;
    final float[] entering;
    final Signal output;

    FiringStep(ResettingKind kind, Constants constants, StepContext context) {
        this.firing = new Firing(kind, constants);
        this.entering = context.values(0).values();
        this.output =
                kind.spikes() == Spikes.MANY ? Signal.ofActive(context.output()) : Signal.ofSpikes(context.output());
    }

    /** One step of the potentials (neurons), before anyone fires. */
    abstract void move(float[] potential);

    @Override
    public void reset(long sample) {
        firing.reset();
        output.active().clear();
    }

    @Override
    public void run(long read) {
        firing.before();
        move(firing.potential());
        firing.fire(output.active());
    }

    @Override
    public final Signal output() {
        return output;
    }

    @Override
    public final float[] potential() {
        return firing.potential();
    }
}
