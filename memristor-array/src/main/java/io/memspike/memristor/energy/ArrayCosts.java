package io.memspike.memristor.energy;

import static io.memspike.memristor.energy.EnergyConstant.ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.COLUMNS_PER_ADC;
import static io.memspike.memristor.energy.EnergyConstant.COLUMN_WATTS;
import static io.memspike.memristor.energy.EnergyConstant.DAC_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.INTEGER_ADD_JOULES;
import static io.memspike.memristor.energy.EnergyConstant.LINE_FARADS_PER_CELL;
import static io.memspike.memristor.energy.EnergyConstant.LINE_VOLTS;
import static io.memspike.memristor.energy.EnergyConstant.MULTIPLY_JOULES;
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
        final boolean skips = plan.skips(hardware);
        final double all = conversions(plan, tiles, 0);
        final double driven = conversions(plan, tiles, tiles.silentConversions());
        final double conversion = conversionJoules(plan, work);
        final Map<EnergyComponent, Double> joules = new EnumMap<>(EnergyComponent.class);
        joules.put(EnergyComponent.CELLS, volts * volts * constants.of(PULSE_SECONDS) * work.siemensPulses());
        joules.put(EnergyComponent.DRIVERS, driverJoules(tiles, skips));
        joules.put(
                EnergyComponent.DAC,
                tiles.rowActivations()
                        * constants.of(DAC_JOULES)
                        * plan.entering().dacShare());
        joules.put(EnergyComponent.ADC, (skips ? driven : all) * conversion);
        joules.put(
                EnergyComponent.ADDITIONS,
                additions(plan, work) * constants.of(INTEGER_ADD_JOULES)
                        + scaleJoules(plan, work, skips ? driven : all));
        joules.put(EnergyComponent.NEURONS, neurons.joules(plan, work));
        joules.put(EnergyComponent.MEMORY, neurons.memoryJoules(plan, work));
        final double silent = (all - driven) * conversion;
        return new ArrayEnergy(joules, skips ? 0 : silent, skips ? silent : 0, seconds(plan, work));
    }

    /** A layer that lies in memory: its spikes are followed digitally. */
    private ArrayEnergy beside(LayerPlan plan, LayerWork work) {
        final Map<EnergyComponent, Double> joules = new EnumMap<>(EnergyComponent.class);
        joules.put(EnergyComponent.ADDITIONS, additions(plan, work) * constants.of(INTEGER_ADD_JOULES));
        joules.put(EnergyComponent.DIGITAL, digital.synapticJoules(plan, work));
        joules.put(EnergyComponent.NEURONS, neurons.joules(plan, work));
        joules.put(EnergyComponent.MEMORY, digital.weightTraffic(plan, work) + neurons.memoryJoules(plan, work));
        return new ArrayEnergy(joules, 0, 0, digital.eventDriven(plan, work).seconds());
    }

    /** Where tokens drive: of each input a comparison and a factor, and of each number read its column's scale and its token's. */
    private double scaleJoules(LayerPlan plan, LayerWork work, double conversions) {
        return plan.isByToken()
                ? work.spikes() * constants.of(ADD_JOULES)
                        + (work.spikes() + 2 * conversions) * constants.of(MULTIPLY_JOULES)
                : 0;
    }

    /** Rows that are driven, and where silent reads are left out the wire along the rows that tells of the others. */
    private double driverJoules(TileCounts tiles, boolean skips) {
        final double swing = constants.of(LINE_FARADS_PER_CELL) * constants.of(LINE_VOLTS) * constants.of(LINE_VOLTS);
        final double told = skips
                ? (tiles.reads() - tiles.silentReads()) * hardware.geometry().rows()
                : 0;
        return (tiles.rowActivations() * (double) hardware.geometry().columns() + told) * swing;
    }

    /** Of a step's sums, so many of which are silent. Of tiles that are joined, whichever is driven drives the whole. */
    private double conversions(LayerPlan plan, TileCounts tiles, long silent) {
        final double driven = tiles.conversions() - silent;
        return switch (hardware.sharing()) {
            case PAIR -> driven;
            case COLUMN -> 2 * driven;
            case TILES -> Math.min(driven, (double) tiles.conversions() / plan.inputBlocks());
        };
    }

    /** With what holds a column until its turn, at the half of all turns in the mean. */
    private double conversionJoules(LayerPlan plan, LayerWork work) {
        final long read = work.tiles().steps();
        final double windows = read == 0 ? 0 : work.windowPulses() / read;
        final double waits = 0.5 * (plan.turns((int) constants.of(COLUMNS_PER_ADC)) + 1);
        return hardware.conversionJoules(constants)
                + constants.of(COLUMN_WATTS)
                        * (windows * constants.of(PULSE_SECONDS) + waits * hardware.conversionSeconds(constants));
    }

    /** Of converted numbers, and of spikes in pooling. */
    double additions(LayerPlan plan, LayerWork work) {
        return (plan.isDigital() ? 0 : sums(plan, work.tiles())) + (plan.isPooled() ? work.spikes() : 0);
    }

    /** Each of n numbers in n − 1 additions. */
    private double sums(LayerPlan plan, TileCounts tiles) {
        final double sums = (double) plan.positions() * plan.tiled().mapping().outputs() * tiles.steps();
        final double numbers = tiles.additions() + sums;
        return switch (hardware.sharing()) {
            case PAIR -> tiles.additions();
            case COLUMN -> 2 * numbers - sums;
            case TILES -> numbers / plan.inputBlocks() - sums;
        };
    }

    /** All tiles at once, positions one after the other. */
    private double seconds(LayerPlan plan, LayerWork work) {
        final double reads = (double) work.tiles().reads() / plan.tiles(); // over all positions
        final int turns = plan.turns((int) constants.of(COLUMNS_PER_ADC));
        return plan.positions() * work.windowPulses() * constants.of(PULSE_SECONDS)
                + reads * turns * hardware.conversionSeconds(constants);
    }
}
