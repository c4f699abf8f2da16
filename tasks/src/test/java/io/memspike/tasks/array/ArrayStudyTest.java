package io.memspike.tasks.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.datasets.Split;
import io.memspike.datasets.Subset;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.MeasuredHistogram;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.TargetRram;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.CrossbarWires;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Tiles;
import io.memspike.memristor.hardware.WiredLayer;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArrayStudyTest {
    private static final Hardware WIRED = Hardware.IDEAL.with(new CrossbarWires(LineResistances.ofWires(5, 3)));
    private static Samples samples;
    private static Model model;
    private static ClassifierStudy networks;

    @BeforeAll
    static void makeModel() throws IOException {
        samples = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 44);
        final ClassifierPlan plan = new ClassifierPlan(
                "conv", DataSets.MNIST, 44, 0, Mode.PRUNE, Loss.RUNNING, 1, 16, 1e-3, 5e-4, 0.5, 0.125, 3, 0);
        model = ClassifierTraining.start(plan, samples).model();
        networks = new ClassifierStudy(model, Subset.first(samples, 4), samples, null, new ScalarKernels());
    }

    private static List<StudyPoint> study(StudyPlan plan, int threads) throws InterruptedException {
        return new ArrayStudy(networks, threads, done -> {}).run(plan);
    }

    private static MemristorArray array(String node) {
        return ModelNetwork.array(model, node, Matrix.of(model.graph(), node));
    }

    /** Mean read-outs of the first samples. */
    private static float[] readouts(Network network) {
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(samples);
        final float[] all = new float[4 * network.classes()];
        for (int i = 0; i < 4; i++) {
            samples.load(i, frames);
            Inference.run(session, i, frames, null, null);
            System.arraycopy(session.answer(), 0, all, i * network.classes(), network.classes());
        }
        return all;
    }

    private static float[] plain() {
        return readouts(ModelNetwork.of(model, samples.shape(), new ScalarKernels(), ReadNoise.NONE));
    }

    private static float[] on(Hardware setup) {
        return readouts(networks.network(setup, 1));
    }

    private static double largestDifference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    @Test
    void shouldEqualSingleEvaluationsWithTheSameSeeds() throws InterruptedException {
        final StudyPlan plan = new StudyPlan(Sweep.parse("read-noise=0,0.4"), Hardware.IDEAL, 2, 7);
        final List<StudyPoint> points = study(plan, 2);

        for (int repeat = 0; repeat < 2; repeat++) {
            final Network single =
                    ModelNetwork.of(model, samples.shape(), new ScalarKernels(), new ReadNoise(0.4, 7 + repeat));
            final double accuracy = new ClassifierEvaluation(single, samples, 1, done -> {})
                    .run(null)
                    .accuracy();
            assertEquals(accuracy, points.get(1).results().get(repeat));
        }
        final Network plain = ModelNetwork.of(model, samples.shape(), new ScalarKernels(), ReadNoise.NONE);
        final double accuracy = new ClassifierEvaluation(plain, samples, 1, done -> {})
                .run(null)
                .accuracy();
        assertEquals(List.of(accuracy, accuracy), points.get(0).results());
    }

    @Test
    void shouldGiveTheSameOnAnyNumberOfThreads() throws InterruptedException {
        final StudyPlan plan = new StudyPlan(
                Sweep.parse("stuck-at=0.1,0.5"),
                WIRED.withReadNoise(0.1).with(ConverterPlan.EXACT.withBits(5)).with(new ThermalNoise(300, 0.2, 1e-8)),
                3,
                1);

        assertEquals(study(plan, 1), study(plan, 2));
    }

    @Test
    void shouldShareOneDevicesSamplesOutAmongThreads() throws InterruptedException {
        final StudyPlan plan =
                new StudyPlan(Sweep.parse("read-noise=0.3"), WIRED.with(new ConverterPlan(5, 0, 0.5, 1)), 1, 1);

        final List<StudyPoint> alone = study(plan, 1);
        assertEquals(alone, study(plan, 3)); // 44 samples: 14, 15 and 15
        assertEquals(alone, study(plan, 100)); // at most one thread a sample
    }

    @Test
    void shouldSolveWiresExactlyWhereAskedTo() {
        final MemristorArray own = array("c1");
        final LineResistances lines = LineResistances.ofWires(50, 30);
        final WiredLayer exact = WiredLayer.of(own, new CrossbarWires(lines).exactly(), Tiles.PRIME);
        final WiredLayer fast = WiredLayer.of(own, new CrossbarWires(lines), Tiles.PRIME);
        final double[] all = new double[2];
        final double[] most = new double[1];
        for (int o = 0; o < 12; o++) {
            double sumExact = 0;
            double sumFast = 0;
            for (int i = 0; i < 50; i++) {
                final int w = o * 50 + i;
                sumExact += exact.seen().positiveSiemens()[w];
                sumFast += fast.seen().positiveSiemens()[w];
                final double difference =
                        exact.seen().positiveSiemens()[w] - fast.seen().positiveSiemens()[w];
                most[0] = Math.max(most[0], Math.abs(difference));
                all[0] += own.mask()[w] == 0 ? exact.seen().positiveSiemens()[w] : 0;
            }
            assertEquals(sumExact, sumFast, 1e-7 * sumExact); // alike where all rows are driven alike
        }
        assertTrue(most[0] > 1e-7, "single rows differ, at most by " + most[0] + " S");
        assertTrue(all[0] > 0, "disconnected pairs are seen through others");
        assertEquals(600, sum(exact.seen().mask()));
        assertEquals(sum(own.mask()), sum(fast.seen().mask()));
        assertArrayEquals(fast.irDrop(), exact.irDrop());

        final float[] approximate = on(WIRED);
        final float[] solved = on(WIRED.with(WIRED.wires().exactly()));
        assertTrue(largestDifference(approximate, solved) > 0);
    }

    private static int sum(byte[] mask) {
        int sum = 0;
        for (final byte bit : mask) {
            sum += bit;
        }
        return sum;
    }

    @Test
    void shouldReadPhaseChangeMemoryWithItsOwnNoise() {
        final Cells cells = Cells.OWN.with(PhaseChangeMemory.standard()).withAge(1000);
        final Hardware quiet = Hardware.IDEAL.with(cells);
        final Hardware noisy = Hardware.IDEAL.with(cells.withOwnNoise());

        assertNotEquals(0, largestDifference(on(quiet), on(noisy)));
        assertArrayEquals(on(noisy), on(noisy));
        final Hardware wired = noisy.with(WIRED.wires().exactly());
        for (final float readout : on(wired)) {
            assertTrue(Float.isFinite(readout), "cells that were never written make no noise");
        }
        // full scales are found without noise, so those of both are alike
        final ConverterPlan fine = new ConverterPlan(16, 0, 0, 1);
        final double unconverted = largestDifference(on(quiet), on(noisy));
        final double converted = largestDifference(on(quiet.with(fine)), on(noisy.with(fine)));
        assertTrue(converted > unconverted / 4 && converted < 4 * unconverted, converted + " of " + unconverted);
        final String message = assertThrows(IllegalArgumentException.class, Cells.OWN::withOwnNoise)
                .getMessage();
        assertEquals("device noise: expected a device whose noise is known, pcm, found the model's own cells", message);
    }

    @Test
    void shouldFormCellsOfAMeasuredHistogramUnderTheMask() {
        final MemristorArray own = array("c1");
        final MeasuredHistogram histogram = new MeasuredHistogram(
                List.of(new MeasuredHistogram.Bin(1e-6, 2e-6, 1), new MeasuredHistogram.Bin(4e-6, 5e-6, 3)));
        final MemristorArray made = Cells.OWN.with(histogram).of(own, 3);

        assertArrayEquals(own.mask(), made.mask());
        int high = 0;
        for (final double siemens : made.positiveSiemens()) {
            assertTrue(siemens >= 1e-6 && siemens <= 5e-6 && !(siemens > 2e-6 && siemens < 4e-6));
            high += siemens >= 4e-6 ? 1 : 0;
        }
        assertEquals(450, high, 5 * Math.sqrt(600 * 0.75 * 0.25)); // 5 sigma
        assertNotEquals(
                made.positiveSiemens()[0], Cells.OWN.with(histogram).of(own, 4).positiveSiemens()[0]);
        assertThrows(
                IllegalArgumentException.class, () -> Cells.OWN.with(histogram).withLevels(4));
        assertThrows(
                IllegalArgumentException.class, () -> Cells.OWN.with(histogram).with(WriteVerify.within(1e-6, 3)));
    }

    @Test
    void shouldBeThePlainNetworkWhereEveryEffectIsZero() {
        assertArrayEquals(plain(), on(Hardware.IDEAL));
        for (final String zero : new String[] {"read-noise=0", "stuck-at=0", "adc-bits=0", "wire-resistance=0"}) {
            assertArrayEquals(
                    plain(), on(Sweep.parse(zero).hardware(Hardware.IDEAL).get(0)), zero);
        }
    }

    @Test
    void shouldReadAsEvaluationsDoWhereALayerIsOneTile() {
        final ConverterPlan plan = new ConverterPlan(6, 0.3, 0.2, 0.9)
                .withMismatch(1, 0.05)
                .withDacBits(3)
                .with(new DigitalUnit(8));
        final Tiles tiles = Tiles.PRIME.with(new Partition(1, 1));
        final Placement placement = ModelNetwork.calibrated(
                model,
                ModelNetwork.placement(model, Hardware.WHOLE.with(plan), 1),
                Subset.first(samples, 4),
                new ScalarKernels());
        final float[] evaluated = readouts(ModelNetwork.of(model, samples.shape(), new ScalarKernels(), placement));

        // sums of µS against sums of weights: a sum may round to another code now and then, but not often
        final float[] studied = on(Hardware.IDEAL.with(tiles).with(plan));
        double squares = 0;
        double all = 0;
        for (int i = 0; i < evaluated.length; i++) {
            squares += Math.pow(studied[i] - evaluated[i], 2);
            all += Math.pow(plain()[i] - evaluated[i], 2);
        }
        assertTrue(squares < all / 100, squares + " of " + all);
    }

    @Test
    void shouldCorrectMismatchOfEveryTilesColumns() {
        final ConverterPlan even = new ConverterPlan(8, 0, 0, 1);
        final Hardware cut = Hardware.IDEAL.with(Tiles.PRIME.with(new Partition(2, 3)));
        final float[] expected = on(cut.with(even));
        final ConverterPlan uneven = even.withMismatch(4, 0.1);

        final double raw = largestDifference(expected, on(cut.with(uneven)));
        final double corrected = largestDifference(expected, on(cut.with(uneven.with(DigitalUnit.FLOATING))));
        assertTrue(corrected < raw / 2, corrected + " of " + raw);
    }

    @Test
    void shouldTellInferencesInOrder() throws InterruptedException {
        final List<Long> told = Collections.synchronizedList(new ArrayList<>());
        final StudyPlan plan = new StudyPlan(Sweep.parse("open=0,0.1"), Hardware.IDEAL, 2, 1);
        new ArrayStudy(networks, 2, told::add).run(plan);

        assertEquals(plan.inferences(44), told.get(told.size() - 1));
        assertEquals(told.stream().sorted().toList(), told);
    }

    @Test
    void shouldChangeReadoutsByEachEffectAlone() {
        final Hardware rram = Hardware.IDEAL.with(Cells.OWN.with(TargetRram.wan()));
        for (final Hardware setup : List.of(
                rram,
                rram.with(rram.cells().withAge(86_400)),
                rram.with(rram.cells().withLevels(4)),
                Hardware.IDEAL.with(Cells.OWN.with(new CellFaults(0.01, 0, 0, 0))),
                Hardware.IDEAL.with(Cells.OWN.with(new Endurance(1e4, 1e6, 1, 0.5))),
                Hardware.IDEAL.with(Cells.OWN.with(new ReadDisturb(1e6, 1e3, 0.05))),
                Hardware.IDEAL.withReadNoise(0.1),
                Hardware.IDEAL.with(new ThermalNoise(300, 0.2, 1e-8)),
                Hardware.IDEAL.with(ConverterPlan.EXACT.withBits(4)),
                Hardware.IDEAL.with(ConverterPlan.EXACT.withDacBits(1)),
                WIRED)) {
            assertTrue(largestDifference(plain(), on(setup)) > 1e-4, setup.toString());
        }
    }

    @Test
    void shouldComeNearTheExactReadoutsWithMoreBitsAndLessWire() {
        final double coarse = largestDifference(plain(), on(Hardware.IDEAL.with(new ConverterPlan(6, 0, 0, 1))));
        final double fine = largestDifference(plain(), on(Hardware.IDEAL.with(new ConverterPlan(16, 0, 0, 1))));
        assertTrue(fine < coarse / 4, fine + " after " + coarse);

        final MemristorArray own = array("c2");
        final double one = irDrop(own, LineResistances.ofWires(1, 1), Tiles.PRIME);
        final double tenth = irDrop(own, LineResistances.ofWires(0.1, 0.1), Tiles.PRIME);
        final double cut = irDrop(own, LineResistances.ofWires(1, 1), Tiles.PRIME.with(new Partition(8, 8)));
        assertTrue(tenth < one / 5 && cut < one / 5, tenth + " and " + cut + " of " + one);
    }

    private static double irDrop(MemristorArray array, LineResistances lines, Tiles tiles) {
        double sum = 0;
        for (final double[] row :
                WiredLayer.of(array, new CrossbarWires(lines), tiles).irDrop()) {
            for (final double drop : row) {
                sum += drop;
            }
        }
        return sum;
    }

    @Test
    void shouldLeaveEachCellTheShareThatIrDropDoesNotTake() {
        final WiredLayer layer = WiredLayer.of(array("c2"), WIRED.with(Tiles.PRIME.with(new Partition(3, 5))), 1);
        final int fanIn = layer.devices().layer().fanIn();
        final byte[] mask = layer.devices().mask();
        final double[] before = layer.devices().negativeSiemens();
        final double[] after = layer.seen().negativeSiemens();

        assertEquals(15, layer.mapping().tiles().size());
        for (int w = 0; w < mask.length; w++) {
            final double kept = 1 - layer.irDrop()[w % fanIn][2 * (w / fanIn) + 1];
            assertTrue(kept > 0 && kept < 1);
            assertEquals(mask[w] * before[w] * kept, after[w], 1e-18);
        }
    }

    @Test
    void shouldCutALayerAsFinelyAsItCanBeAndNoFiner() {
        final Matrix layer = Matrix.of(model.graph(), "c1"); // 50 inputs, 12 outputs
        final Tiles tiles = Tiles.PRIME.with(new Partition(4, 100));

        assertEquals(13, tiles.of(layer).rows());
        assertEquals(2, tiles.of(layer).columns());
        assertEquals(
                48,
                WiredLayer.of(array("c1"), CrossbarWires.NONE, tiles)
                        .mapping()
                        .tiles()
                        .size());
    }

    @Test
    void shouldKeepTheDevicesWhereWiresAreIdeal() {
        final WiredLayer layer = WiredLayer.of(array("c1"), Hardware.IDEAL, 1);

        assertSame(layer.devices(), layer.seen());
        assertEquals(0, layer.irDrop().length);
    }

    @Test
    void shouldDrawOtherDevicesFromOtherSeeds() {
        final Hardware rram = Hardware.IDEAL.with(Cells.OWN.with(TargetRram.wan()));

        assertArrayEquals(on(rram), readouts(networks.network(rram, 1)));
        assertNotEquals(0, largestDifference(on(rram), readouts(networks.network(rram, 2))));
    }

    @Test
    void shouldDrawProgrammingFaultsAgeAndConvertersFromTheSeed() {
        final MemristorArray own = array("c1");
        final CellFaults faults = new CellFaults(0.1, 0.1, 0, 0);
        final Cells cells = Cells.OWN.with(TargetRram.wan()).with(faults).withAge(86_400);

        assertArrayEquals(
                own.programmedOnto(TargetRram.wan(), WriteVerify.once(), 7)
                        .withFaults(faults, 7)
                        .after(86_400, 7)
                        .positiveSiemens(),
                cells.of(own, 7).positiveSiemens());
        final Hardware uneven = Hardware.IDEAL.with(new ConverterPlan(8, 0, 0, 1).withMismatch(4, 0));
        assertNotEquals(0, largestDifference(on(uneven), readouts(networks.network(uneven, 2))));
    }

    @Test
    void shouldTakeTheSampleDeviationBetweenDevices() {
        final StudyPoint point = new StudyPoint(1, List.of(0.5, 0.75, 1.0));

        assertEquals(0.75, point.mean());
        assertEquals(0.25, point.deviation()); // √((1/16 + 0 + 1/16)/2)
        assertEquals(0, new StudyPoint(1, List.of(0.5)).deviation());
    }

    @Test
    void shouldRefuseWhatIsNoStudy() {
        final Sweep sweep = Sweep.parse("open=0");

        assertThrows(IllegalArgumentException.class, () -> new StudyPlan(sweep, Hardware.IDEAL, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new ArrayStudy(networks, 0, done -> {}));
        assertThrows(IllegalArgumentException.class, () -> Hardware.IDEAL.withReadNoise(-1));
        assertThrows(IllegalArgumentException.class, () -> Cells.OWN.withAge(Double.NaN));
    }
}
