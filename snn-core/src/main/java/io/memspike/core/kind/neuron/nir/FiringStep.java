package io.memspike.core.kind.neuron.nir;

import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;

/** Work of neurons that fire and are reset; what a kind adds is how its potentials move. */
abstract class FiringStep implements Step {
    final Firing firing;
    final float[] entering;

    FiringStep(Firing firing, float[] entering) {
        this.firing = firing;
        this.entering = entering;
    }

    /** One step of the potentials (neurons), before anyone fires. */
    abstract void move(float[] potential);

    @Override
    public void reset(long sample) {
        firing.reset();
    }

    @Override
    public void run(long read) {
        firing.before();
        move(firing.potential());
        firing.fire();
    }

    @Override
    public final Signal output() {
        return firing.output();
    }

    @Override
    public final float[] potential() {
        return firing.potential();
    }
}
