package io.memspike.memristor.energy;

import static io.memspike.memristor.energy.EnergyConstant.ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.DIGITAL_CLOCK_HERTZ;
import static io.memspike.memristor.energy.EnergyConstant.DIGITAL_LANES;
import static io.memspike.memristor.energy.EnergyConstant.MULTIPLY_JOULES;

/**
 * The digital machines' side of {@link EnergyModel}.
 *
 * @param constants what operations take
 * @param weightJoules reading one weight for an operation
 * @param traffic how often weights are read
 * @param neurons the neurons
 */
record DigitalCosts(
        EnergyConstants constants, double weightJoules, EnergyAssumptions.WeightTraffic traffic, NeuronCosts neurons) {
    /**
     * For each synaptic operation an addition, of an activation a multiplication too, and a weight and a current from memory, and
     * the current back.
     */
    DigitalEnergy eventDriven(LayerPlan plan, LayerWork work) {
        final double operations = work.synapticOperations();
        final double pooled = plan.isPooled() ? work.spikes() : 0;
        return new DigitalEnergy(
                synapticJoules(plan, work) + pooled * constants.of(ADD_JOULES) + neurons.joules(plan, work),
                weightTraffic(plan, work) + neurons.memoryJoules(plan, work),
                seconds(operations + NeuronCosts.updates(plan, work)));
    }

    /** Arithmetic of synaptic operations. */
    double synapticJoules(LayerPlan plan, LayerWork work) {
        final double multiplication = plan.entering().multiplications() * constants.of(MULTIPLY_JOULES);
        return work.synapticOperations() * (constants.of(ADD_JOULES) + multiplication);
    }

    /** A weight and a current from memory for each synaptic operation, and the current back; or each weight once. */
    double weightTraffic(LayerPlan plan, LayerWork work) {
        return isOnce()
                ? onceAStep(plan, work)
                : work.synapticOperations() * (weightJoules + 2 * neurons.stateJoules());
    }

    /** For each weight and position at each step a multiplication and an addition, and weight and input from memory. */
    DigitalEnergy dense(LayerPlan plan, LayerWork work) {
        final double steps = plan.reads(work);
        final double operations = steps * plan.denseOperations();
        final double pooled =
                plan.isPooled() ? steps * plan.pooled() * plan.layer().input().size() : 0;
        return new DigitalEnergy(
                operations * (constants.of(ADD_JOULES) + constants.of(MULTIPLY_JOULES))
                        + pooled * constants.of(ADD_JOULES)
                        + neurons.joules(plan, work),
                (isOnce() ? onceAStep(plan, work) : operations * (weightJoules + neurons.stateJoules()))
                        + neurons.memoryJoules(plan, work),
                seconds(operations + NeuronCosts.updates(plan, work)));
    }

    private boolean isOnce() {
        return traffic == EnergyAssumptions.WeightTraffic.ONCE_A_STEP;
    }

    private double onceAStep(LayerPlan plan, LayerWork work) {
        return (double) plan.reads(work) * plan.layer().weights() * constants.outsideJoules();
    }

    /** Duration of so many operations. */
    double seconds(double operations) {
        return operations / (constants.of(DIGITAL_LANES) * constants.of(DIGITAL_CLOCK_HERTZ));
    }
}
