package io.memspike.memristor.energy;

import static io.memspike.memristor.energy.EnergyConstant.ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.MULTIPLY_JOULES;

import java.util.function.ToDoubleFunction;

/**
 * What stands around a layer's weights, digital and the same on every machine: each neuron is updated at each step; what stands
 * still is done once a sample.
 *
 * @param constants what operations take
 * @param stateJoules reading or writing one number of state
 * @param isCounted whether it is, in joules
 */
record NeuronCosts(EnergyConstants constants, double stateJoules, boolean isCounted) {
    static double updates(LayerPlan plan, LayerWork work) {
        return all(plan, work, NodeWork::units);
    }

    static double operations(LayerPlan plan, LayerWork work) {
        return all(plan, work, NodeWork::operations);
    }

    double joules(LayerPlan plan, LayerWork work) {
        return counted(
                plan,
                work,
                each -> each.additions() * constants.of(ADD_JOULES)
                        + each.multiplications() * constants.of(MULTIPLY_JOULES));
    }

    /** Potentials read and written, of a read-out the sum over steps as well, and what waits for later steps. */
    double memoryJoules(LayerPlan plan, LayerWork work) {
        return counted(plan, work, NodeWork::accesses) * stateJoules;
    }

    private double counted(LayerPlan plan, LayerWork work, ToDoubleFunction<NodeWork> what) {
        return isCounted ? all(plan, work, what) : 0;
    }

    private static double all(LayerPlan plan, LayerWork work, ToDoubleFunction<NodeWork> what) {
        return work.steps() * what.applyAsDouble(plan.around().moving())
                + work.first() * what.applyAsDouble(plan.around().still());
    }
}
