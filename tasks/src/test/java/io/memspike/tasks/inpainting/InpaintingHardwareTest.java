package io.memspike.tasks.inpainting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.energy.EnergyComponent;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.energy.EnergyReport;
import io.memspike.memristor.energy.LayerEnergy;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.CrossbarWires;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Tiles;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.EnergyRun;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.array.ArrayStudy;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.array.Sweep;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An auto-encoder on tiles, wires, converters and digital units, and its energy. */
class InpaintingHardwareTest {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final Canvas CANVAS = new Canvas(32);
    private static final HoleMask HOLE = HoleMask.of(CANVAS, Hole.prime());
    private static final Model MODEL = SmallVae.model(true);
    private static final Set<String> ARRAY = Set.of(
            "encoder1", "encoder2", "encoder3", "features", "decoder0", "decoder1", "decoder2", "decoder3", "output");
    private static List<Picture> digits;

    @BeforeAll
    static void readDigits() throws IOException {
        digits = Pictures.of(DataSets.ofSystem().images(DataSets.MNIST, Split.TEST), CANVAS, 12);
    }

    private static InpaintingStudy study() {
        return new InpaintingStudy(MODEL, HOLE, digits.subList(0, 4), digits, 5, KERNELS);
    }

    private static List<float[]> filled(AutoEncoderNetwork network) {
        return new Inpainting(network, new Inpainting.Settings(HOLE, null, 5, 2))
                .run(digits, done -> {})
                .reconstructions();
    }

    private static double distance(List<float[]> a, List<float[]> b) {
        double squares = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int p = 0; p < a.get(i).length; p++) {
                squares += Math.pow(a.get(i)[p] - b.get(i)[p], 2);
            }
        }
        return Math.sqrt(squares / a.size() / a.get(0).length);
    }

    @Test
    void shouldFillAsBeforeWhereHardwareIsIdeal() {
        final List<float[]> plain = filled(AutoEncoderNetwork.of(MODEL, KERNELS, ReadNoise.NONE));
        final List<float[]> ideal = filled(study().network(Hardware.IDEAL, 1));

        for (int i = 0; i < plain.size(); i++) {
            assertArrayEquals(plain.get(i), ideal.get(i));
        }
        final List<float[]> noisy = filled(AutoEncoderNetwork.of(MODEL, KERNELS, new ReadNoise(0.1, 3)));
        final List<float[]> placed = filled(study().network(Hardware.IDEAL.withReadNoise(0.1), 3));
        assertArrayEquals(noisy.get(2), placed.get(2));
    }

    @Test
    void shouldFillOtherwiseOnAnyHardwareThatIsNotIdeal() {
        final List<float[]> exact = filled(study().network(Hardware.IDEAL, 1));
        final Hardware cut = Hardware.IDEAL.with(Tiles.PRIME.with(new Partition(2, 2)));
        for (final Hardware hardware : List.of(
                Hardware.IDEAL.withReadNoise(0.3),
                Hardware.IDEAL.with(new CrossbarWires(LineResistances.ofWires(50, 50))),
                Hardware.WHOLE.with(new ConverterPlan(4, 0, 0, 0.99)),
                cut.with(new ConverterPlan(5, 0.3, 0.2, 0.99, 1, 0.05, 6, new DigitalUnit(8))),
                Hardware.IDEAL.with(ConverterPlan.EXACT.withDacBits(2)))) {
            final List<float[]> found = filled(study().network(hardware, 1));

            assertTrue(distance(exact, found) > 1e-3, hardware.toString());
            assertArrayEquals(found.get(1), filled(study().network(hardware, 1)).get(1));
        }
    }

    @Test
    void shouldRangeConvertersOnTheArraysLayersAloneAndDriveThePictureWithBothSigns() {
        final ConverterPlan plan = new ConverterPlan(8, 0, 0, 1).withDacBits(8);
        final FullScales found = ranged(Hardware.IDEAL.with(plan));

        assertEquals(ARRAY, found.columns().keySet());
        assertEquals(ARRAY, found.rows().keySet());
        assertEquals(Set.of("encoder1"), found.signed(), "pixels have both signs, spikes have one");
        assertEquals(1, found.rows().get("encoder1"), "black is -1");
        assertEquals(1, found.rows().get("decoder2"), "spikes are 1");
    }

    private static FullScales ranged(Hardware hardware) {
        final Placement placement = AutoEncoderNetwork.placement(MODEL, hardware, 1);
        return ModelNetwork.placed(MODEL, KERNELS, placement)
                .calibrated(MODEL.tensors(), new HoledPictures(7, HOLE, digits, 5))
                .placement()
                .fullScales();
    }

    @Test
    void shouldComeNearWithManyBits() {
        final List<float[]> exact = filled(study().network(Hardware.IDEAL, 1));
        // a spike that falls on the other side of its threshold moves pixels: finer bits, fewer of them
        final double coarse =
                distance(exact, filled(study().network(Hardware.WHOLE.with(new ConverterPlan(6, 0, 0, 1)), 1)));
        final double fine =
                distance(exact, filled(study().network(Hardware.WHOLE.with(new ConverterPlan(16, 0, 0, 1)), 1)));

        assertTrue(fine < coarse / 3, fine + " after " + coarse);
    }

    @Test
    void shouldServeWithWhatItsFileSays() {
        final Hardware hardware =
                Hardware.IDEAL.with(new ConverterPlan(5, 0, 0, 1)).withReadNoise(0.1);
        final Placement placement =
                AutoEncoderNetwork.placement(MODEL, hardware, 6).with(ranged(hardware));
        final Map<String, String> metadata = new TreeMap<>(MODEL.metadata());
        metadata.put(Placement.KEY, placement.toJson());
        placement.fullScales().describe(metadata);
        final Model file = new Model(MODEL.graph(), MODEL.tensors(), MODEL.masks(), Map.of(), metadata);

        final Placement read = AutoEncoderNetwork.trainedWith(file);

        assertEquals(placement.with(placement.fullScales().withSeed(6)), read);
        assertEquals(AutoEncoderNetwork.placement(MODEL, Hardware.WHOLE, 0), AutoEncoderNetwork.trainedWith(MODEL));
    }

    @Test
    void shouldStudyTheErrorInsideTheHole() throws InterruptedException {
        final StudyPlan plan = new StudyPlan(Sweep.parse("read-noise=0,0.5"), Hardware.IDEAL, 2, 7);
        final List<StudyPoint> points = new ArrayStudy(study(), 2, done -> {}).run(plan);

        final double exact = new Inpainting(
                        AutoEncoderNetwork.of(MODEL, KERNELS, ReadNoise.NONE),
                        new Inpainting.Settings(HOLE, null, 5, 1))
                .run(digits, done -> {})
                .holeError();
        assertEquals(exact, points.get(0).mean(), 1e-12);
        assertEquals(points.get(0).results().get(0), points.get(0).results().get(1));
        for (int repeat = 0; repeat < 2; repeat++) {
            final double noisy = new Inpainting(
                            AutoEncoderNetwork.of(MODEL, KERNELS, new ReadNoise(0.5, 7 + repeat)),
                            new Inpainting.Settings(HOLE, null, 5, 1))
                    .run(digits, done -> {})
                    .holeError();
            assertEquals(noisy, points.get(1).results().get(repeat), 1e-12);
        }
        assertEquals(points, new ArrayStudy(study(), 5, done -> {}).run(plan));
    }

    @Test
    void shouldRefuseToStudyWhatHasNoMemristors() {
        assertEquals(
                "expected a model with pruned memristors, which lie on arrays, found none pruned",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new InpaintingStudy(SmallVae.model(false), HOLE, digits, digits, 5, KERNELS))
                        .getMessage());
    }

    private static EnergyRun.Result energy(PictureStop stop, int threads) {
        final Placed placed =
                ModelNetwork.placed(MODEL, KERNELS, AutoEncoderNetwork.placement(MODEL, Hardware.IDEAL, 1));
        final EnergyModel model = new EnergyModel(
                AutoEncoder.of(MODEL).inpainting(),
                placed,
                new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), 8),
                EnergyConstants.builtIn());
        final AutoEncoderNetwork network = AutoEncoderNetwork.of(MODEL, KERNELS, ReadNoise.NONE);
        return new InpaintingEnergy(network, model, new Inpainting.Settings(HOLE, stop, 5, threads), digits, done -> {})
                .run();
    }

    @Test
    void shouldCountWhatEveryLayerDoes() {
        final EnergyReport all = energy(null, 2).allSteps();

        assertEquals(7, all.meanSteps());
        assertEquals(12, all.layers().size(), "nine on the array, three of the posterior; the prior paints nothing");
        assertEquals(9, all.ofArray().layers().size());
        for (final LayerEnergy layer : all.layers()) {
            final double conversions = layer.counts().conversions();
            assertEquals(layer.isDigital(), conversions == 0, layer.type());
            assertEquals(layer.isDigital(), layer.array().joules(EnergyComponent.DIGITAL) > 0, layer.type());
            assertEquals(layer.isDigital(), layer.tiles() == 0);
        }
        // output: 1024 biases; membrane 3 and tanh 3 operations each, every one of 7 steps; tiles of one block add
        // nothing
        final LayerEnergy output = all.layers().get(all.layers().size() - 1);
        assertEquals(7 * 1024 * (1 + 3 + 3), output.counts().digitalOperations());
        assertEquals(7 * 1024, output.counts().neuronUpdates());
        // encoder1: 3 channels of 16 × 16, a norm and neurons
        assertEquals(7 * 3 * 256 * (2 + 4), all.layers().get(0).counts().digitalOperations());
        assertEquals(7 * 3 * 256, all.layers().get(0).counts().conversions());
    }

    @Test
    void shouldSaveWhatStoppedStepsWouldHaveTaken() {
        final PictureStop stop = PictureStop.ofPicture(3);
        final EnergyRun.Result stopped = energy(stop, 2);
        final Inpainting.Result filled = new Inpainting(
                        AutoEncoderNetwork.of(MODEL, KERNELS, ReadNoise.NONE),
                        new Inpainting.Settings(HOLE, stop, 5, 1))
                .run(digits, done -> {});

        assertTrue(filled.meanSteps() < 7, "some stop");
        assertEquals(filled.meanSteps(), stopped.stopped().meanSteps());
        assertEquals(1 - filled.meanSteps() / 7, stopped.savedSteps(), 1e-12);
        assertEquals(filled.holeError(), stopped.measured(), 1e-12);
        assertTrue(stopped.saved() > 0 && stopped.saved() < 1);
        final EnergyReport all = energy(null, 1).allSteps();
        for (int i = 0; i < all.layers().size(); i++) { // whole numbers are exact, sums of doubles are not
            assertEquals(
                    all.layers().get(i).counts(),
                    stopped.allSteps().layers().get(i).counts());
        }
        final double joules = all.array().joulesWithMemory();
        assertEquals(joules, stopped.allSteps().array().joulesWithMemory(), 1e-12 * joules);
        final EnergyRun.Result onThree = energy(stop, 3);
        assertEquals(stopped.stopped(), onThree.stopped());
        assertEquals(stopped.allSteps(), onThree.allSteps());
        assertEquals(stopped.measured(), onThree.measured());
        assertFalse(stopped.stopped().equals(stopped.allSteps()));
    }
}
