package io.memspike.memristor.energy;

import static io.memspike.memristor.energy.EnergyConstant.ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.MULTIPLY_JOULES;

/**
 * Digital neurons, the same on every machine: each is updated at each step.
 *
 * @param constants what operations take
 * @param stateJoules reading or writing one number of state
 */
record NeuronCosts(EnergyConstants constants, double stateJoules) {
    /** Retain and leak. */
    private static final int LIF_MULTIPLICATIONS = 2;
    /** The leak. */
    private static final int READOUT_MULTIPLICATIONS = 1;
    /** Current and threshold, or current and mean. */
    private static final int ADDITIONS = 2;

    static double updates(LayerPlan plan, LayerWork work) {
        return (double) work.tiles().steps() * plan.outputs();
    }

    static double operations(LayerPlan plan, LayerWork work) {
        return updates(plan, work) * (ADDITIONS + multiplications(plan));
    }

    double joules(LayerPlan plan, LayerWork work) {
        final double update =
                ADDITIONS * constants.of(ADD_JOULES) + multiplications(plan) * constants.of(MULTIPLY_JOULES);
        return updates(plan, work) * update;
    }

    /** The potential, and of a read-out the sum over steps, read and written. */
    double memoryJoules(LayerPlan plan, LayerWork work) {
        return updates(plan, work) * (plan.isReadout() ? 4 : 2) * stateJoules;
    }

    private static int multiplications(LayerPlan plan) {
        return plan.isReadout() ? READOUT_MULTIPLICATIONS : LIF_MULTIPLICATIONS;
    }
}
