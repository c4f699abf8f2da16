package io.memspike.memristor.energy;

import static io.memspike.memristor.energy.EnergyConstant.COLUMNS_PER_ADC;
import static io.memspike.memristor.energy.EnergyConstant.DAC_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.INTEGER_ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.LINE_FARADS_PER_CELL;
import static io.memspike.memristor.energy.EnergyConstant.LINE_VOLTS;
import static io.memspike.memristor.energy.EnergyConstant.PULSE_SECONDS;
import static io.memspike.memristor.energy.EnergyConstant.READ_VOLTS;

import io.memspike.memristor.tile.internal.TileCounts;
import java.util.EnumMap;
import java.util.Map;

/** The array's side of {@link EnergyModel}. */
record ArrayCosts(ArrayHardware hardware, EnergyConstants constants, NeuronCosts neurons, DigitalCosts digital) {
    ArrayEnergy of(LayerPlan plan, LayerWork work) {
        if (plan.isDigital()) {
            return beside(plan, work);
        }
        final TileCounts tiles = work.tiles();
        final double volts = constants.of(READ_VOLTS);
        final double lineVolts = constants.of(LINE_VOLTS);
        final double rowFarads = hardware.geometry().columns() * constants.of(LINE_FARADS_PER_CELL);
        final double conversion = hardware.conversionJoules(constants);
        final Map<EnergyComponent, Double> joules = new EnumMap<>(EnergyComponent.class);
        joules.put(EnergyComponent.CELLS, volts * volts * constants.of(PULSE_SECONDS) * work.siemensPulses());
        joules.put(EnergyComponent.DRIVERS, tiles.rowActivations() * rowFarads * lineVolts * lineVolts);
        joules.put(
                EnergyComponent.DAC,
                tiles.rowActivations()
                        * constants.of(DAC_JOULES)
                        * plan.entering().dacShare());
        joules.put(EnergyComponent.ADC, tiles.conversions() * conversion);
        joules.put(EnergyComponent.ADDITIONS, additions(plan, work) * constants.of(INTEGER_ADD_JOULES));
        joules.put(EnergyComponent.NEURONS, neurons.joules(plan, work));
        joules.put(EnergyComponent.MEMORY, neurons.memoryJoules(plan, work));
        return new ArrayEnergy(joules, tiles.silentConversions() * conversion, seconds(plan, work));
    }

    /** A layer that lies in memory: its spikes are followed digitally. */
    private ArrayEnergy beside(LayerPlan plan, LayerWork work) {
        final Map<EnergyComponent, Double> joules = new EnumMap<>(EnergyComponent.class);
        joules.put(EnergyComponent.ADDITIONS, additions(plan, work) * constants.of(INTEGER_ADD_JOULES));
        joules.put(EnergyComponent.DIGITAL, digital.synapticJoules(plan, work));
        joules.put(EnergyComponent.NEURONS, neurons.joules(plan, work));
        joules.put(EnergyComponent.MEMORY, digital.weightTraffic(work) + neurons.memoryJoules(plan, work));
        return new ArrayEnergy(joules, 0, digital.eventDriven(plan, work).seconds());
    }

    /** Of converted numbers, and of spikes in pooling. */
    static double additions(LayerPlan plan, LayerWork work) {
        return (double) work.tiles().additions() + (plan.isPooled() ? work.spikes() : 0);
    }

    /** All tiles at once, positions one after the other. */
    private double seconds(LayerPlan plan, LayerWork work) {
        final double reads = (double) work.tiles().reads() / plan.tiles(); // over all positions
        final int turns = plan.turns((int) constants.of(COLUMNS_PER_ADC));
        return plan.positions() * work.windowPulses() * constants.of(PULSE_SECONDS)
                + reads * turns * hardware.conversionSeconds(constants);
    }
}
