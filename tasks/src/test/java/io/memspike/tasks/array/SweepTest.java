package io.memspike.tasks.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.CrossbarWires;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Tiles;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
    private static String refusal(String sweep, Hardware fixed) {
        return assertThrows(
                        IllegalArgumentException.class, () -> Sweep.parse(sweep).hardware(fixed))
                .getMessage();
    }

    @Test
    void shouldIncludeBothEndsOfARange() {
        assertEquals(
                new Sweep(SweptEffect.READ_NOISE, List.of(0.0, 0.25, 0.5), false), Sweep.parse("read-noise=0..0.5/3"));
        assertEquals(List.of(0.5), Sweep.parse("stuck-at=0.5..0.5/1").values());
        assertEquals(List.of(8.0, 4.0), Sweep.parse("adc-bits=8..4/2").values());
    }

    @Test
    void shouldSpaceALogarithmicRangeByEqualFactors() {
        final Sweep sweep = Sweep.parse("drift-time=log:1..1e4/3");

        assertTrue(sweep.logarithmic());
        assertEquals(3, sweep.values().size());
        assertEquals(1, sweep.values().get(0));
        assertEquals(100, sweep.values().get(1), 1e-12);
        assertEquals(1e4, sweep.values().get(2));
    }

    @Test
    void shouldTakeListsInTheirOrder() {
        assertEquals(List.of(8.0, 4.0, 6.0), Sweep.parse("adc-bits=8,4,6").values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read-noise= | with at least one point",
                "read-noise | with at least one point",
                "read-noise=0..1 | NAME=FROM..TO/POINTS",
                "read-noise=0..1/0 | 1 to 1000 points, found 0",
                "read-noise=0..1/1001 | 1 to 1000 points, found 1001",
                "read-noise=0..1/1 | at least 2 points from 0.0 to 1.0",
                "read-noise=0..x/3 | found 'read-noise=0..x/3'",
                "read-noise=1,,2 | found 'read-noise=1,,2'",
                "read-noise=-0.1,0 | read-noise: expected a finite number of at least 0, found -0.1",
                "read-noise=NaN | read-noise: expected a finite number of at least 0, found NaN",
                "read-noise=0..Infinity/2 | read-noise: expected a finite number",
                "stuck-at=2.5 | stuck-at: stuck-at-on rate: expected a number in [0, 1], found 1.25",
                "stuck-at=1.5 | stuck-at: cell faults: expected rates that sum to at most 1, found 1.5",
                "stuck-on=1.1 | stuck-on: stuck-at-on rate: expected a number in [0, 1], found 1.1",
                "open=2 | open rate: expected a number in [0, 1]",
                "adc-bits=2.5 | adc-bits: expected a whole number, found 2.5",
                "adc-bits=17 | expected 0 to 16 bits, found 17",
                "drift-time=log:0..10/3 | a logarithmic range above 0, found 0.0 to 10.0",
                "drift-time=10 | age: expected a device that changes with time, rram, pcm or a table with retention, found the model's own cells",
                "reads=10 | reads: expected what they do to cells, --disturb-after and --disturb-exponent, found neither",
                "written=10 | written: expected what writes do to cells, --endurance, --endurance-shape and --endurance-on, found none",
                "temperature=300 | temperature: expected hardware with one, as --temperature gives it, found none",
                "levels=4 | levels: expected a device that can be programmed",
                "tolerance=1e-6 | expected a device that can be programmed",
                "partitions=2 | partitions: expected wires with resistance or an ADC",
            })
    void shouldRefuseInOneLine(String sweep, String reason) {
        final String message = refusal(sweep, Hardware.IDEAL);

        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void shouldListTheEffectsWhereOneIsUnknown() {
        assertEquals(
                "sweep: expected one of read-noise, stuck-at, stuck-on, stuck-off, open, short, adc-bits, adc-nonlinearity,"
                        + " adc-noise, adc-offset, adc-gain, digital-bits, dac-bits, drift-time, temperature, written, reads, wire-resistance, partitions,"
                        + " levels, tolerance, resistance-ratio, resistance-deviation, found 'noise'",
                refusal("noise=1", Hardware.IDEAL));
    }

    @Test
    void shouldRefuseWhatDoesNothingToTheDevice() {
        final Hardware magnetic = Hardware.IDEAL.with(Cells.OWN.with(MagneticMemory.standard()));

        assertTrue(refusal("drift-time=10", magnetic).contains("found MagneticMemory"));
        assertTrue(refusal("resistance-ratio=1", magnetic).contains("found 13000.0 and 13000.0"));
        assertTrue(refusal("resistance-deviation=1", Hardware.IDEAL).contains("expected magnetic memory"));
        assertEquals(
                MagneticMemory.standard().withRatio(3),
                Sweep.parse("resistance-ratio=3")
                        .hardware(magnetic)
                        .get(0)
                        .cells()
                        .device());
        assertEquals(
                MagneticMemory.standard().withDeviations(0.5),
                Sweep.parse("resistance-deviation=0.5")
                        .hardware(magnetic)
                        .get(0)
                        .cells()
                        .device());
        assertTrue(refusal("levels=4", magnetic).contains("expected 2 levels, found 4"));
    }

    @Test
    void shouldChangeOnePropertyOfTheConverters() {
        final ConverterPlan plan = new ConverterPlan(6, 0.1, 0.2, 0.9, 1, 0.05, 5, DigitalUnit.FLOATING);
        final Hardware fixed = Hardware.IDEAL.with(plan);

        assertEquals(plan.withBits(3), converters("adc-bits=3", fixed));
        assertEquals(plan.withNonlinearity(0.7), converters("adc-nonlinearity=0.7", fixed));
        assertEquals(plan.withNoise(0.6), converters("adc-noise=0.6", fixed));
        assertEquals(
                new ConverterPlan(6, 0.1, 0.2, 0.9, 3, 0.05, 5, DigitalUnit.FLOATING),
                converters("adc-offset=3", fixed));
        assertEquals(
                new ConverterPlan(6, 0.1, 0.2, 0.9, 1, 0.3, 5, DigitalUnit.FLOATING),
                converters("adc-gain=0.3", fixed));
        assertEquals(plan.with(new DigitalUnit(8)), converters("digital-bits=8", fixed));
        assertEquals(plan.with(DigitalUnit.FLOATING), converters("digital-bits=0", fixed));
        assertEquals(plan.withDacBits(2), converters("dac-bits=2", fixed));
    }

    private static ConverterPlan converters(String sweep, Hardware fixed) {
        return Sweep.parse(sweep).hardware(fixed).get(0).converters();
    }

    @Test
    void shouldHalveStuckCellsAndCutBothWays() {
        assertEquals(
                new CellFaults(0.1, 0.1, 0, 0),
                Sweep.parse("stuck-at=0.2")
                        .hardware(Hardware.IDEAL)
                        .get(0)
                        .cells()
                        .faults());
        final Hardware wired = Hardware.IDEAL.with(new CrossbarWires(LineResistances.ofWires(1, 1), true));
        assertEquals(
                wired.with(Tiles.PRIME.with(new Partition(3, 3))),
                Sweep.parse("partitions=3").hardware(wired).get(0));
    }

    @Test
    void shouldCountEveryInferenceOfAStudy() {
        assertEquals(3 * 4 * 10, new StudyPlan(Sweep.parse("read-noise=0..1/3"), Hardware.IDEAL, 4, 1).inferences(10));
    }

    @Test
    void shouldChangeTheSweptEffectAlone() {
        final Hardware fixed = Hardware.IDEAL
                .with(Cells.OWN.with(PhaseChangeMemory.standard()))
                .withReadNoise(0.1)
                .with(ConverterPlan.EXACT.withBits(6));
        final Hardware aged = Sweep.parse("drift-time=1000").hardware(fixed).get(0);
        final Hardware wired = Sweep.parse("wire-resistance=2").hardware(fixed).get(0);
        final Hardware disturbed = fixed.with(fixed.cells().with(new ReadDisturb(0, 9, 0.1)));

        final Hardware warm = fixed.with(new ThermalNoise(300, 0.2, 1e-8));
        assertEquals(
                fixed.with(new ThermalNoise(350, 0.2, 1e-8)),
                Sweep.parse("temperature=350").hardware(warm).get(0));
        assertTrue(refusal("temperature=0", warm).contains("expected a finite number of K above 0, found 0.0"));
        assertTrue(refusal("drift-time=10", warm).contains("expected what another temperature does to it"));
        final Hardware worn = fixed.with(fixed.cells().with(new Endurance(0, 1e6, 1.5, 0.5)));
        assertEquals(
                fixed.with(fixed.cells().with(new Endurance(1000, 1e6, 1.5, 0.5))),
                Sweep.parse("written=1000").hardware(worn).get(0));
        assertEquals(
                fixed.with(fixed.cells().with(new ReadDisturb(1000, 9, 0.1))),
                Sweep.parse("reads=1000").hardware(disturbed).get(0));
        assertEquals(fixed.with(fixed.cells().withAge(1000)), aged);
        assertEquals(fixed.with(new CrossbarWires(LineResistances.ofWires(2, 2))), wired);
        assertEquals(
                4,
                Sweep.parse("partitions=4")
                        .hardware(wired)
                        .get(0)
                        .tiles()
                        .partition()
                        .vertical());
    }
}
