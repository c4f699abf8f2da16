package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.runtime.InferenceContext;
import io.memspike.core.runtime.InferencePipeline;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows of embedding does what it says; CodeBlocksTest in app compares the pages with it. */
class EmbeddingExampleTest {
    private static final int SAMPLES = 24;

    @TempDir
    private Path directory;

    @Test
    void shouldClassifyDigitsOnAChip() throws IOException {
        final ClassifierEvaluation.Result result = EmbeddingExample.evaluateOnAChip();

        assertEquals(500, result.samples());
        assertTrue(result.accuracy() > 0.9, "accuracy " + result.accuracy()); // the same at every run
        assertTrue(result.meanSteps() < ClassifierData.STEPS, "steps " + result.meanSteps());
    }

    @Test
    void shouldLearnDigitsWithANetworkOfOnesOwn() throws IOException {
        final ClassifierData data = new ClassifierData(DataSets.ofSystem());
        final Path modelFile = directory.resolve("own.safetensors");
        final ClassifierEvaluation.Result result = EmbeddingExample.learn(
                data.samples(DataSets.MNIST, Split.TRAIN, 800),
                data.samples(DataSets.MNIST, Split.TEST, 200),
                modelFile);

        assertTrue(result.accuracy() > 0.6, "accuracy " + result.accuracy()); // the same at every run
        final Model model = Model.read(modelFile);
        assertEquals(List.of("answer"), model.graph().outputs());
        assertEquals(Set.of("in", "back", "out"), model.masks().keySet());
    }

    @Test
    void shouldDecideAsThePipelineDoesWhenRun() throws IOException {
        final Samples samples = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TEST, SAMPLES);
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final Path modelFile = directory.resolve("model.safetensors");
        final Path eventFile = directory.resolve("events.safetensors");
        trained(samples, kernels).write(modelFile);
        new EventFileWriter(samples, Map.of(), 1).write(eventFile, done -> {});

        final int[] expected = new int[SAMPLES];
        final InferenceContext context = new InferenceContext()
                .network(ModelNetwork.of(Model.read(modelFile), samples.shape(), kernels, ReadNoise.NONE))
                .samples(samples)
                .exitPolicy(new ConfidencePolicy(0.8f))
                .resultSink(result -> expected[result.sample()] = result.decision());
        try (InferencePipeline pipeline = new InferencePipeline(context)) {
            pipeline.run();
        }

        assertArrayEquals(expected, EmbeddingExample.classify(modelFile, eventFile));
    }

    @Test
    void shouldFillAHoleAsTheTaskDoesWhenRun() throws IOException {
        final Model model = ShippedModels.inpainting();
        assertTrue(PictureStop.of(model).isOfHole(), "the shipped model has a threshold of its own");
        final Path file = directory.resolve("inpainting.safetensors");
        model.write(file);
        final Canvas canvas = new Canvas(32);
        final HoleMask hole = HoleMask.of(canvas, Hole.prime());
        final Picture digit = Pictures.of(DataSets.ofSystem().images(DataSets.MNIST, Split.TEST), canvas, 1)
                .get(0);
        final AutoEncoderNetwork network =
                AutoEncoderNetwork.of(model, KernelsLookup.find("auto").kernels(), ReadNoise.NONE);
        final float[] expected = new Inpainting(network, new Inpainting.Settings(hole, PictureStop.of(model), 3, 1))
                .run(List.of(digit), done -> {})
                .filled()
                .get(0);

        assertArrayEquals(expected, EmbeddingExample.fill(file, digit.pixels(), Inpainting.seed(3, 0)));
    }

    /** A model that has seen a few digits, so that its decisions differ. */
    private static Model trained(Samples samples, Kernels kernels) throws IOException {
        final ClassifierPlan plan = new ClassifierPlan(
                "mlp", DataSets.MNIST, SAMPLES, 0, Mode.PRUNE, Loss.RUNNING, 2, 4, 3e-3, 0, 0.5, 0, 1, 0);
        final ClassifierTraining training = ClassifierTraining.start(plan, samples);
        training.run(null, kernels, 1, TrainingProgress.NONE);
        return training.model();
    }
}
