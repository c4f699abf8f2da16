package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.datasets.EventFile;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.PictureSession;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.network.Start;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What README and {@code docs/embedding.md} show: a model on a chip, a network built, trained and run, and networks stepped by
 * hand. Uses nothing that is not public.
 */
final class EmbeddingExample {
    private EmbeddingExample() {}

    static ClassifierEvaluation.Result evaluateOnAChip() throws IOException {
        final Kernels kernels = KernelsLookup.find("auto").kernels(); // SIMD where there is any; the same bits
        final Model model = ModelNetwork.read(Path.of("prime")); // or a file that training wrote
        final ClassifierData data = new ClassifierData(DataSets.ofSystem());
        final Samples digits = data.samples(DataSets.MNIST, Split.TEST, 500);
        final Hardware chip = Hardware.IDEAL
                .withReadNoise(0.05) // of each cell's conductance, drawn at every read
                .with(Cells.OWN.with(new CellFaults(0.001, 0.001, 0, 0))) // stuck on, off, open, shorted
                .with(ConverterPlan.EXACT.withBits(8)); // an ADC behind each pair of columns
        final Placement ideal = ModelNetwork.placement(model, chip, 1); // chip number 1: its seed
        final Placement ranged = // its converters' full scales, found on training samples
                ModelNetwork.calibrated(model, ideal, data.samples(DataSets.MNIST, Split.TRAIN, 32), kernels);
        final Network network = ModelNetwork.of(model, digits.shape(), kernels, ranged);
        final ClassifierEvaluation evaluation = new ClassifierEvaluation(network, digits, 2, done -> {}); // two threads
        return evaluation.run(new ConfidencePolicy(0.8f)); // accuracy(), meanSteps()
    }

    static ClassifierEvaluation.Result learn(Samples digits, Samples test, Path modelFile) throws IOException {
        final Graph graph = new GraphBuilder()
                .input("events", digits.shape())
                .node("in", new Linear(100, 0.01f), "events")
                .node("neurons", new Lif(0.2f, 0.5f, 0.1f), "in", "back")
                .node("back", new Linear(100, 0.01f))
                .edge(Edge.delayed("neurons", "back", 1)) // each neuron sees all spikes of the step before
                .node("out", new Linear(digits.classes(), 0.01f), "neurons")
                .node("scores", Integrator.readout(0.1f), "out")
                .node("answer", new Mean(), "scores")
                .build("answer");
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final Learners learners = Start.pruned(graph, 0.5, 1); // random memristors; half go
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy("scores", Loss.RUNNING));
        final TrainingConfig config = TrainingConfig.adam(4, 32, 3e-3, 0, 0, 1);
        try (Trainer trainer = new Trainer(task, digits, config, kernels, 2, 0)) {
            while (trainer.epochsDone() < config.epochs()) {
                trainer.epoch(TrainingProgress.NONE);
            }
        }
        final Model model = Checkpoint.model(graph, learners, Map.of(), false);
        model.write(modelFile);
        final Network network = ModelNetwork.of(model, test.shape(), kernels, ReadNoise.NONE);
        return new ClassifierEvaluation(network, test, 2, done -> {}).run(null); // all steps; a policy stops early
    }

    static int[] classify(Path modelFile, Path eventFile) throws IOException {
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        try (EventFile samples = EventFile.open(eventFile)) {
            final Model model = Model.read(modelFile);
            final Network network = ModelNetwork.of(model, samples.shape(), kernels, ReadNoise.NONE);
            final Session session = network.newSession(); // all that moves; one per thread
            final EventFrames frames = EventFrames.of(samples);
            final ExitPolicy policy = new ConfidencePolicy(0.8f);
            final int[] decisions = new int[samples.size()];
            for (int i = 0; i < decisions.length; i++) {
                samples.load(i, frames);
                session.reset(i);
                do {
                    session.step(frames.step(session.steps())); // allocates nothing
                } while (session.steps() < frames.steps() && !policy.isDecided(session.answer()));
                decisions[i] = session.decision();
            }
            return decisions;
        }
    }

    static float[] fill(Path modelFile, float[] picture, long seed) throws IOException {
        final Model model = ModelNetwork.read(modelFile); // compact files, too
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final AutoEncoderNetwork network = AutoEncoderNetwork.of(model, kernels, ReadNoise.NONE);
        final HoleMask hole = HoleMask.of(new Canvas(network.spec().side()), Hole.prime());
        final PictureSession session = network.newSession(); // all that moves; one per thread
        final PictureStop.Watch watch = PictureStop.of(model).watch(hole);
        final float[] drawn = new float[picture.length];
        session.begin(hole.cut(picture), seed); // pixels in [-1, 1]
        watch.begin();
        do {
            session.step(); // allocates nothing
            session.reconstruction(drawn);
        } while (!watch.isFinished(drawn) && session.steps() < network.spec().steps());
        return hole.fill(picture, drawn);
    }
}
