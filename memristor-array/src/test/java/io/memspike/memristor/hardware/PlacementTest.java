package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.device.MeasuredHistogram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.TargetRram;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.table.Retention;
import io.memspike.memristor.table.TabledDevice;
import io.memspike.memristor.thermal.Arrhenius;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.WeightSlicing;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlacementTest {
    private static final Graph GRAPH = Graph.chain(
            Shape.vector(3),
            List.of(new Linear(2, 1f), new Lif(0.2f, 0.2f, 0.1f), new Linear(2, 1f), Integrator.readout(0.1f)));

    static List<Hardware> everyHardware() {
        final Hardware ideal = Hardware.IDEAL;
        final Cells own = Cells.OWN;
        return List.of(
                ideal,
                Hardware.WHOLE,
                ideal.withReadNoise(0.25),
                ideal.with(own.with(new FormedRram(2e-6, 1e-6))),
                ideal.with(own.with(TargetRram.wan().withLevels(8)).with(WriteVerify.within(1e-6, 20))),
                ideal.with(own.with(PhaseChangeMemory.standard()).withAge(60).withOwnNoise()),
                ideal.with(own.with(MagneticMemory.standard())),
                ideal.with(own.with(new MeasuredHistogram(List.of(new MeasuredHistogram.Bin(1e-6, 2e-6, 3))))),
                ideal.with(own.with(TABLED).withAge(2)),
                ideal.with(own.with(TABLED.withLevels(4))),
                ideal.with(own.with(new ReadDisturb(1e6, 1e3, 0.05))),
                ideal.with(own.with(new Endurance(1e5, 1e6, 1.5, 0.25))),
                ideal.with(own.with(PhaseChangeMemory.standard())
                                .with(new Arrhenius(350, 300, 0.7))
                                .withAge(60))
                        .with(new ThermalNoise(350, 0.2, 1e-8)),
                ideal.with(own.with(new CellFaults(0.1, 0.2, 0.3, 0.4, 5e-4))),
                ideal.with(new CrossbarWires(new LineResistances(1, 2, 3, 4)).exactly()),
                ideal.with(Tiles.PRIME.with(new Partition(2, 3))),
                ideal.with(Tiles.of(new ArrayGeometry(
                        64, 30, SignScheme.OFFSET_COLUMN, new WeightSlicing(8, 2), InputDrive.bitSerial(8)))),
                ideal.with(Tiles.of(ArrayGeometry.PRIME.with(InputDrive.BINARY))),
                ideal.with(new ConverterPlan(5, 0.3, 0.1, 0.9, 2, 0.05, 4, new DigitalUnit(8))),
                ideal.with(new TokenDrive(0.04, true)));
    }

    private static final TabledDevice TABLED = new TabledDevice(
            List.of(new TabledDevice.State(0, 1e-6, 1e-7), new TabledDevice.State(1e-5, 9e-6, 0)),
            new Retention(List.of(new Retention.Course(
                    0, List.of(new Retention.Moment(1, 1, 0), new Retention.Moment(10, 0.5, 0.25))))),
            0,
            0.33);

    /** A histogram is what its bins are. */
    private static String text(Placement placement) {
        return placement.toJson();
    }

    @ParameterizedTest
    @MethodSource("everyHardware")
    void shouldComeBackFromItsText(Hardware hardware) {
        final Placement placement = new Placement(hardware, -7).with("2", Hardware.WHOLE);
        final Placement read = Placement.of(placement.toJson(), GRAPH);

        assertEquals(text(placement), text(read));
        assertEquals(-7, read.seed());
        assertEquals(Hardware.WHOLE, read.byNode().get("2"));
        if (!(hardware.cells().device() instanceof MeasuredHistogram)) {
            assertEquals(placement, read);
        }
        assertTrue(!placement.toJson().contains("\"digital\":["), "what is empty is left out");
    }

    @Test
    void shouldTakeWhatIsMissingFromTheIdeal() {
        final Placement read = Placement.of(
                "{\"standard\": {}, \"byNode\": {\"0\": {\"readNoise\": 0.5}}, \"digital\": [\"2\"], \"seed\": 4}",
                GRAPH);

        assertEquals(Hardware.IDEAL, read.standard());
        assertEquals(Hardware.IDEAL.withReadNoise(0.5), read.of("0"));
        assertTrue(read.isDigital("2"));
        assertEquals(
                "placement: node 2: expected hardware, found it digital",
                assertThrows(IllegalArgumentException.class, () -> read.of("2")).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[]                                    | placement: expected an object, found an array",
                "{'seed':1}                            | placement: field standard: expected an object, found nothing",
                "{'standard':{}}                       | placement: field seed: expected a whole number, found nothing",
                "{'standard':{'cell':1},'seed':1}      | placement: field standard.cell: expected one of the fields cells, wires, tiles, converters, readNoise, tokens, compensated, thermal, found an unknown field",
                "{'standard':{'readNoise':-1},'seed':1} | placement: read noise: expected a finite sigma of at least 0, found -1.0",
                "{'standard':{},'seed':1,'digital':['1']} | placement: field digital: expected names of nodes with weights, found '1'",
                "{'standard':{},'seed':1,'byNode':{'x':{}}} | placement: field byNode: expected names of nodes with weights, found 'x'",
                "{'standard':{},'seed':1,'byNode':{'0':{}},'digital':['0']} | placement: node 0: expected hardware or none, found both",
                "{'standard':{'cells':{'device':{'dram':{}}}},'seed':1} | placement: device: expected formed-rram, histogram:FILE, mram, pcm, rram, signs, table:FILE, found dram",
                "{'standard':{'tiles':{'geometry':{'rows':4,'columns':4,'signs':'DIFFERENTIAL','slicing':{'weightBits':0,'bitsPerCell':0},'drive':'loud'}}},'seed':1} | placement: input drive: expected pulse-width, binary or bit-serial:BITS, found 'loud'",
                "{'standard':{'tiles':{'partition':{'horizontal':1,'vertical':1}}},'seed':1} | placement: tiles: expected a geometry of the parts, found none",
            })
    void shouldRefuseWhatIsNone(String json, String reason) {
        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> Placement.of(json.replace('\'', '"'), GRAPH))
                        .getMessage());
    }

    @Test
    void shouldKnowWhatLiesWhere() {
        final Placement placement = new Placement(Hardware.IDEAL, 1)
                .with("0", Hardware.WHOLE)
                .with(new FullScales(Map.of("0", 2.0), Map.of(), 5));

        assertEquals(Hardware.WHOLE, placement.of("0"));
        assertEquals(Hardware.IDEAL, placement.of("2"));
        assertEquals(5, placement.withSeed(9).fullScales().seed()); // converters are not drawn anew
        final Placement digital = placement.withDigital(Set.of("0"));
        assertTrue(digital.isDigital("0") && digital.byNode().isEmpty());
        assertEquals(Hardware.IDEAL, digital.with("0", Hardware.IDEAL).of("0"));
    }
}
