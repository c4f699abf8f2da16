package io.memspike.memristor.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyConstant;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.TileMapping;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class AreaModelTest {
    private static final double RELATIVE = 1e-12; // products in another order

    private static TileMapping mapping(int inputs, int outputs, ArrayGeometry geometry) {
        return TileMapping.of(new Matrix(new Linear(outputs, 1f), Shape.vector(inputs)), geometry);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "area.csv", numLinesToSkip = 1)
    void shouldLayOutWhatAnIndependentProgramCounts(
            int inputs,
            int outputs,
            int positions,
            int rows,
            int columns,
            int bits,
            ArrayHardware.Sharing sharing,
            double additions,
            double multiplications,
            double states,
            double cells,
            double drivers,
            double converters,
            double digital,
            double memory) {
        final ArrayGeometry geometry = ArrayGeometry.PRIME.withTile(rows, columns);
        final ArrayHardware hardware = new ArrayHardware(geometry, new AdcCircuit.Sar(0), bits).with(sharing);

        final ArrayArea area = new AreaModel(hardware, EnergyConstants.builtIn())
                .of(
                        mapping(inputs, outputs, geometry),
                        positions,
                        new AreaModel.Neurons(additions, multiplications, states));

        assertEquals(cells, area.cells(), RELATIVE * cells);
        assertEquals(drivers, area.drivers(), RELATIVE * drivers);
        assertEquals(converters, area.converters(), RELATIVE * converters);
        assertEquals(digital, area.digital(), RELATIVE * digital);
        assertEquals(memory, area.memory(), RELATIVE * memory);
        final double all = cells + drivers + converters + digital + memory;
        assertEquals(all, area.squareMetres(), RELATIVE * all);
    }

    @Test
    void shouldAddUpSideBySide() {
        assertEquals(
                new ArrayArea(11, 22, 33, 44, 55),
                new ArrayArea(1, 2, 3, 4, 5).plus(new ArrayArea(10, 20, 30, 40, 50)));
        assertEquals(0, ArrayArea.NONE.squareMetres());
    }

    @Test
    void shouldNameWhatIsMissingAndRefuseToGuessIt() {
        final ArrayHardware ramps = new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Ramp(0), 8);
        final AreaModel area = new AreaModel(ramps, EnergyConstants.builtIn());

        assertEquals(List.of(EnergyConstant.RAMP_STEP_SQUARE_METRES), area.missing());
        assertEquals(
                "constants energy-45nm.json: expected a value of rampStepSquareMetres (m2), found none",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> area.of(mapping(10, 10, ArrayGeometry.PRIME), 1, new AreaModel.Neurons(1, 1, 1)))
                        .getMessage());
        final EnergyConstants given = EnergyConstants.builtIn().with("rampStepSquareMetres=3e-12");
        assertEquals(List.of(), new AreaModel(ramps, given).missing());
    }
}
