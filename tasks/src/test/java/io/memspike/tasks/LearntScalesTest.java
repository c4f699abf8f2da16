package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.memristor.converter.Adc;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ChannelErrors;
import io.memspike.memristor.converter.Polarity;
import io.memspike.memristor.converter.Resolution;
import io.memspike.memristor.converter.TransferCurve;
import io.memspike.memristor.hardware.AdcShape;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.tasks.internal.ConverterReadout;
import io.memspike.tasks.internal.LearntScales;
import io.memspike.tasks.plan.ConverterLearning;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.UpdateRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearntScalesTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final ConverterPlan BENT =
            new ConverterPlan(4, 0.8, 0.3, 0.99).withMismatch(0.3, 0.05).with(AdcShape.USUAL.withSigma(0.1));
    private static final ConverterLearning BOTH = new ConverterLearning(true, true);

    @TempDir
    Path directory;

    private static ClassifierPlan plan(int epochs) {
        return Digits.plan("mlp", Mode.PRUNE, epochs).withConverters(BENT, BOTH);
    }

    private byte[] trained(ClassifierPlan plan, Kernels kernels, int threads) throws IOException {
        final ClassifierTraining training = ClassifierTraining.start(plan, Digits.training());
        training.run(null, kernels, threads, TrainingProgress.NONE);
        return Trainings.bytes(training, directory);
    }

    /** {@code y = F q(x / F)} without codes, against finite differences in F and in x. */
    @Test
    void shouldGoBackByTheSlopesOfScaleAndCurrent() {
        final Adc smooth = new Adc(
                new Resolution(0, Polarity.BIPOLAR, true),
                new AdcCircuit.Sar(0),
                TransferCurve.cubic(0.8),
                ChannelErrors.mismatch(0.02, 0.1),
                0);
        final Shape output = new Shape(2, 1, 3);
        final float[] currents = {-2f, -0.7f, 0.1f, 0.4f, 0.9f, 2.5f};
        final float[] given = {0.5f, -1f, 2f, 1f, 3f, -0.25f};
        final double scale = 1.3;
        final float[] gradient = given.clone();
        final float[] readings = currents.clone();
        readout(smooth, scale, output).read(readings, 0);

        final double ofScale = readout(smooth, scale, output).back(currents, readings, gradient);

        final double step = 1e-2;
        assertEquals(
                (weighed(smooth, scale + step, output, currents, given)
                                - weighed(smooth, scale - step, output, currents, given))
                        / (2 * step),
                ofScale,
                2e-3 * Math.abs(ofScale));
        for (int i = 0; i < currents.length; i++) {
            final float[] more = currents.clone();
            more[i] += (float) step;
            final float[] less = currents.clone();
            less[i] -= (float) step;
            final double expected =
                    (weighed(smooth, scale, output, more, given) - weighed(smooth, scale, output, less, given))
                            / (2 * step);
            assertEquals(expected, gradient[i], 5e-3 * Math.abs(expected) + 1e-3);
        }
    }

    private static ConverterReadout readout(Adc adc, double scale, Shape output) {
        final AdcReadout converters = new AdcReadout(adc, scale, 4, 0);
        return new ConverterReadout(converters, converters, output);
    }

    private static double weighed(Adc adc, double scale, Shape output, float[] currents, float[] by) {
        final float[] read = currents.clone();
        readout(adc, scale, output).read(read, 0);
        double sum = 0;
        for (int i = 0; i < read.length; i++) {
            sum += by[i] * read[i];
        }
        return sum;
    }

    @Test
    void shouldLearnScalesAndKeepThemWithTheModel() {
        final ClassifierTraining training = ClassifierTraining.start(plan(2), Digits.training());
        final FullScales[] first = new FullScales[1];
        assertTrue(ModelNetwork.trainedWith(training.model()).fullScales().isEmpty());

        run(training, new TrainingProgress() {
            @Override
            public void updated(int epoch, int done, int of, double loss, double accuracy) {
                first[0] = first[0] == null ? scales(training) : first[0];
            }
        });

        final FullScales last = scales(training);
        assertEquals(3, last.columns().size());
        last.columns().forEach((node, scale) -> {
            assertNotEquals(first[0].columns().get(node), scale, node);
            assertEquals(first[0].columns().get(node), scale, 0.2 * scale, node);
        });
    }

    private static void run(ClassifierTraining training, TrainingProgress progress) {
        try {
            training.run(null, FASTEST, 2, progress);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static FullScales scales(ClassifierTraining training) {
        return ModelNetwork.trainedWith(training.model()).fullScales();
    }

    @Test
    void shouldRepeatItsBitsOnAnyThreadsAndKernelsAndWhereItGoesOn() throws IOException {
        final byte[] expected = trained(plan(2), FASTEST, 2);

        assertArrayEquals(expected, trained(plan(2), new ScalarKernels(), 3));
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        final ClassifierTraining killed = ClassifierTraining.start(plan(2), Digits.training());
        Trainings.kill(killed, checkpoint, 2);
        final ClassifierTraining resumed = Trainings.resumed(checkpoint, Digits.training());
        resumed.run(null, FASTEST, 2, TrainingProgress.NONE);
        assertArrayEquals(expected, Trainings.bytes(resumed, directory));
    }

    @Test
    void shouldDrawChanceAnewForEachBatchOnlyWhereAsked() throws IOException {
        final ClassifierPlan anew =
                Digits.plan("mlp", Mode.PRUNE, 1).withConverters(BENT, new ConverterLearning(false, true));
        final ClassifierPlan chip = Digits.plan("mlp", Mode.PRUNE, 1).withConverters(BENT, ConverterLearning.USUAL);

        assertFalse(Arrays.equals(trained(anew, FASTEST, 1), trained(chip, FASTEST, 1)));
        assertArrayEquals(trained(anew, FASTEST, 1), trained(anew, FASTEST, 3));
        assertEquals(
                Digits.plan("mlp", Mode.PRUNE, 1).withConverters(BENT),
                chip,
                "plans that live as all did are as they were");
    }

    @Test
    void shouldFollowTheGradientOfItsLogarithm() {
        final LearntScales scales = LearntScales.of(new FullScales(Map.of("a", 2.0, "b", 0.5), Map.of("a", 3.0), 7));

        scales.update(Map.of("a", 1e-3, "b", -5.0), new UpdateRule(1, 0.001, 0.5, Optimiser.ADAM));

        // Adam's first step is the rate, ten times that of all else, whatever the gradient's size
        final FullScales found = scales.in(new FullScales(Map.of(), Map.of("a", 3.0), 7));
        assertEquals(2 * Math.exp(-0.01), found.columns().get("a"), 1e-4);
        assertEquals(0.5 * Math.exp(0.01), found.columns().get("b"), 1e-5);
        assertEquals(Map.of("a", 3.0), found.rows());
        assertEquals(7, found.seed());
    }

    @Test
    void shouldRefuseWhatContradictsItself() throws IOException {
        final ClassifierPlan plain = Digits.plan("mlp", Mode.PRUNE, 1);
        assertEquals(
                "training: expected converters where their scales are learnt or their errors drawn anew, found none",
                assertThrows(IllegalArgumentException.class, () -> plain.withConverters(null, BOTH))
                        .getMessage());
        final Model torn = model(Map.of("adcScaleState", "{\"fc1\":[1,2]}"));
        assertEquals(
                "adcScaleState: field fc1: expected a logarithm, two moments and the logarithm of the best epoch if there is one, found 2 numbers",
                assertThrows(FileFormatException.class, () -> LearntScales.of(torn))
                        .getMessage());
        final Path checkpoint = directory.resolve("checkpoint.safetensors");
        final ClassifierTraining training = ClassifierTraining.start(plan(1), Digits.training());
        training.run(checkpoint, FASTEST, 1, TrainingProgress.NONE);
        final Model model = Model.read(checkpoint);
        final Map<String, String> without = new LinkedHashMap<>(model.metadata());
        without.remove("adcScaleState");
        final Model bare = new Model(model.graph(), model.tensors(), model.masks(), model.state(), without);
        final String message = assertThrows(
                        FileFormatException.class,
                        () -> ClassifierTraining.resume(
                                checkpoint,
                                bare,
                                ClassifierPlan.ofJson(bare.metadata().get("trainedWith")),
                                Digits.training()))
                .getMessage();
        assertTrue(message.contains("adcScaleState") && message.contains("found none"), message);
    }

    private static Model model(Map<String, String> metadata) {
        final Model any = ClassifierTraining.start(Digits.plan("mlp", Mode.PRUNE, 1), Digits.training())
                .model();
        return new Model(any.graph(), any.tensors(), any.masks(), Map.of(), metadata);
    }

    @Test
    void shouldBePartOfThePlansJson() {
        final ClassifierPlan plan = plan(3);

        assertEquals(plan, ClassifierPlan.ofJson(plan.toJson()));
        assertEquals(plan.converterLearning(), plan.withSeed(4).converterLearning());
        assertFalse(Digits.plan("mlp", Mode.PRUNE, 1).toJson().contains("converterLearning"));
        final ConverterPlan measured = new ConverterPlan(2, 0, 0, 0.99)
                .with(AdcShape.USUAL
                        .withInl(List.of(List.of(0.1, 0.2, -0.1), List.of(0.0, 0.0, 0.3)))
                        .withCircuit("sar:0.05"));
        final ClassifierPlan with = plan.withConverters(measured, BOTH);
        assertEquals(with, ClassifierPlan.ofJson(with.toJson()));
    }
}
