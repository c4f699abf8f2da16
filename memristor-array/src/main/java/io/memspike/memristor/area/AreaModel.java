package io.memspike.memristor.area;

import static io.memspike.memristor.energy.EnergyConstant.ADD_SQUARE_METRES;
import static io.memspike.memristor.energy.EnergyConstant.BIT_SQUARE_METRES;
import static io.memspike.memristor.energy.EnergyConstant.CELL_HEIGHT_FEATURES;
import static io.memspike.memristor.energy.EnergyConstant.CELL_WIDTH_FEATURES;
import static io.memspike.memristor.energy.EnergyConstant.COLUMNS_PER_ADC;
import static io.memspike.memristor.energy.EnergyConstant.DIGITAL_CLOCK_HERTZ;
import static io.memspike.memristor.energy.EnergyConstant.FEATURE_METRES;
import static io.memspike.memristor.energy.EnergyConstant.INTEGER_ADD_SQUARE_METRES;
import static io.memspike.memristor.energy.EnergyConstant.MULTIPLY_SQUARE_METRES;
import static io.memspike.memristor.energy.EnergyConstant.PULSE_SECONDS;
import static io.memspike.memristor.energy.EnergyConstant.ROW_SQUARE_METRES;
import static io.memspike.memristor.energy.EnergyConstant.WORD_BITS;

import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstant;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.tile.TileMapping;
import java.util.List;
import java.util.stream.Stream;

/**
 * Area of a layer on the array:
 *
 * <pre>
 *   cells       tiles · rows · columns · height · width · F²
 *   drivers     tiles · rows · area of a row's driver
 *   converters  tiles · ⌈numbers of a tile / columns in turn⌉ · area of a step · 2ᵇ; twice as many where every column has its
 *               own number, and one tile's for all that lie one below the other where their sums are joined before
 *   digital     an integer adder at each converter, and the fewest adders and multipliers that do a step's work on neurons
 *               within the time in which a step is read: positions · (a pulse + turns · a conversion)
 *   memory      numbers of state · bits of a number · area of a bit
 * </pre>
 *
 * Control, decoders, multiplexers, amplifiers, references, what programs cells, and wires between tiles are left out. Immutable and
 * thread-safe.
 *
 * @param hardware how the array is built
 * @param constants what its parts take
 */
public record AreaModel(ArrayHardware hardware, EnergyConstants constants) {
    /**
     * Digital work of a step beside a layer's weights.
     *
     * @param additions of neurons
     * @param multiplications of neurons
     * @param states numbers that are kept from step to step
     */
    public record Neurons(double additions, double multiplications, double states) {}

    /** What the constants do not say and area needs, in their order; nothing where area can be told. */
    public List<EnergyConstant> missing() {
        return Stream.of(
                        FEATURE_METRES,
                        CELL_HEIGHT_FEATURES,
                        CELL_WIDTH_FEATURES,
                        ROW_SQUARE_METRES,
                        hardware.stepArea(),
                        INTEGER_ADD_SQUARE_METRES,
                        ADD_SQUARE_METRES,
                        MULTIPLY_SQUARE_METRES,
                        BIT_SQUARE_METRES)
                .filter(constant -> !constants.has(constant))
                .toList();
    }

    /**
     * Area of one layer.
     *
     * @param mapping how it lies on tiles
     * @param positions output positions, read one after the other
     * @param neurons what stands around it
     * @throws IllegalArgumentException where a constant {@linkplain #missing is missing}
     */
    public ArrayArea of(TileMapping mapping, int positions, Neurons neurons) {
        final double tiles = mapping.tiles().size();
        final double feature = constants.of(FEATURE_METRES);
        final double cell = feature * feature * constants.of(CELL_HEIGHT_FEATURES) * constants.of(CELL_WIDTH_FEATURES);
        final double converters = converters(mapping);
        final double cycles = positions * secondsOfRead(mapping) * constants.of(DIGITAL_CLOCK_HERTZ);
        return new ArrayArea(
                tiles * hardware.geometry().cells() * cell,
                tiles * hardware.geometry().rows() * constants.of(ROW_SQUARE_METRES),
                converters * constants.of(hardware.stepArea()) * (1L << hardware.adcBits()),
                converters * constants.of(INTEGER_ADD_SQUARE_METRES)
                        + Math.ceil(neurons.additions() / cycles) * constants.of(ADD_SQUARE_METRES)
                        + Math.ceil(neurons.multiplications() / cycles) * constants.of(MULTIPLY_SQUARE_METRES),
                neurons.states() * constants.of(WORD_BITS) * constants.of(BIT_SQUARE_METRES));
    }

    private double converters(TileMapping mapping) {
        final int numbers =
                hardware.geometry().outputsPerTile() * hardware.geometry().conversionsPerOutput();
        final double ofTile = Math.ceil(numbers / constants.of(COLUMNS_PER_ADC));
        return switch (hardware.sharing()) {
            case PAIR -> mapping.tiles().size() * ofTile;
            case COLUMN -> 2 * mapping.tiles().size() * ofTile;
            case TILES -> mapping.outputBlocks() * ofTile;
        };
    }

    /** Of one position: a pulse, and the turns at a converter. */
    private double secondsOfRead(TileMapping mapping) {
        final int widest = mapping.convertedColumns(mapping.tiles().get(0)); // the first is
        final double turns = Math.min(constants.of(COLUMNS_PER_ADC), widest);
        return constants.of(PULSE_SECONDS) + turns * hardware.conversionSeconds(constants);
    }
}
