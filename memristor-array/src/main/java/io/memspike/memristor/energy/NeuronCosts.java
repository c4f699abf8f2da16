package io.memspike.memristor.energy;

import static io.memspike.memristor.energy.EnergyConstant.ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.MULTIPLY_JOULES;

/**
 * What stands around a layer's weights, digital and the same on every machine: each neuron is updated at each step.
 *
 * @param constants what operations take
 * @param stateJoules reading or writing one number of state
 */
record NeuronCosts(EnergyConstants constants, double stateJoules) {
    static double updates(LayerPlan plan, LayerWork work) {
        return work.steps() * plan.around().units();
    }

    static double operations(LayerPlan plan, LayerWork work) {
        return work.steps() * plan.around().operations();
    }

    double joules(LayerPlan plan, LayerWork work) {
        final NodeWork each = plan.around();
        return work.steps()
                * (each.additions() * constants.of(ADD_JOULES)
                        + each.multiplications() * constants.of(MULTIPLY_JOULES));
    }

    /** Potentials read and written, of a read-out the sum over steps as well, and what waits for later steps. */
    double memoryJoules(LayerPlan plan, LayerWork work) {
        return work.steps() * plan.around().accesses() * stateJoules;
    }
}
