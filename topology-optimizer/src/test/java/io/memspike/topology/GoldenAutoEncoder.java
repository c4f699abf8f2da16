package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Target;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The auto-encoder of the golden file, ready to train on its two images, with its picks and its z of the step before. */
final class GoldenAutoEncoder implements Samples {
    static final AutoEncoderGraph SPEC = new AutoEncoderGraph(16, 6, 8, 3, List.of(32, 16), List.of(16, 32), 0.003f);
    static final Graph GRAPH = SPEC.graph();
    static final int STEPS = 5;
    static final int SAMPLES = 2;

    private final SafetensorsFile file;

    GoldenAutoEncoder() throws IOException, URISyntaxException {
        file = SafetensorsFile.open(Path.of(GoldenAutoEncoder.class
                .getResource("/golden/inpainting_vae.safetensors")
                .toURI()));
    }

    float[] tensor(String name) {
        try {
            return file.tensor(name).floats();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names in the golden file by node with weights. */
    static Map<String, String> names() {
        final Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            names.put(AutoEncoderGraph.ENCODER.get(i), "encoder" + i);
            names.put(AutoEncoderGraph.POSTERIOR.get(i), "posterior" + i);
            names.put(AutoEncoderGraph.PRIOR.get(i), "prior" + i);
            names.put(AutoEncoderGraph.DECODER.get(i + 1), "decoder" + i);
        }
        names.put(AutoEncoderGraph.ENCODER.get(3), "latent");
        names.put(AutoEncoderGraph.DECODER.get(0), "decoder_input");
        names.put(AutoEncoderGraph.OUTPUT, "output");
        return names;
    }

    /** The norm behind a node with weights. */
    static String norm(String weights) {
        return Integer.toString(Integer.parseInt(weights) + 1);
    }

    Learners learners() {
        final Map<String, Learner> learnt = new LinkedHashMap<>();
        final Map<String, float[]> others = new LinkedHashMap<>();
        names().forEach((node, name) -> {
            final float scale = ((MatrixKind) GRAPH.node(node).kind()).weightScale();
            learnt.put(
                    node + ".weight",
                    Learner.of(
                            file.has(name + ".score")
                                    ? new Parameters.Pruned(
                                            tensor(name + ".weight"), tensor(name + ".score"), scale, 0.5)
                                    : new Parameters.Trained(tensor(name + ".weight"), 1f)));
            if (node.equals(AutoEncoderGraph.OUTPUT)) {
                learnt.put(node + ".bias", vector(name + ".bias"));
                return;
            }
            final String norm = norm(node);
            learnt.put(norm + ".gamma", vector(name + ".gamma"));
            learnt.put(norm + ".beta", vector(name + ".beta"));
            others.put(norm + ".bias", tensor(name + ".bias"));
            final int channels = GRAPH.shape(norm).channels();
            others.put(norm + ".mean", new float[channels]);
            others.put(norm + ".variance", new float[channels]);
        });
        return new Learners(learnt, others);
    }

    private Learner vector(String name) {
        return Learner.of(new Parameters.Trained(tensor(name), 1f));
    }

    Trainer trainer(Learners learners, List<LossTerm> terms, Kernels kernels, int threads) {
        return new Trainer(
                new Trainer.Task(GRAPH, learners, terms, null, Surroundings.EXACT),
                this,
                TrainingConfig.adamW(1, 2, 1e-3, false, 0, 1),
                kernels,
                threads,
                0);
    }

    /** Goes forward and back with picks and z of the step before from the file. */
    void learn(Trainer trainer) {
        trainer.begin(new int[] {0, 1}, 0, SAMPLES, 0);
        final Batch batch = trainer.current();
        for (int sample = 0; sample < SAMPLES; sample++) {
            batch.draws[sample] = new Draw(sample);
            draw(sample, batch.drawn.get(AutoEncoderGraph.Z_TO_POSTERIOR));
        }
        trainer.learn();
    }

    /** The file's picks of a sample. */
    private final class Draw implements NodeGradient.Draw {
        private final int sample;
        private final float[] picks = tensor("pick");

        Draw(int sample) {
            this.sample = sample;
        }

        @Override
        public long read() {
            return sample;
        }

        @Override
        public long key() {
            throw new AssertionError("every choice is the file's");
        }

        @Override
        public int pick(int step, int choice, int of) {
            return (int) picks[(sample * SPEC.latent() + choice) * STEPS + step];
        }
    }

    private void draw(int sample, Batch.Drawn drawn) {
        final float[] previous = tensor("z_previous");
        drawn.claim(sample);
        for (int t = 0; t < STEPS; t++) {
            final SpikeList z = drawn.lists(sample)[t];
            z.clear();
            for (int i = 0; i < SPEC.latent(); i++) {
                if (previous[(sample * SPEC.latent() + i) * STEPS + t] != 0f) {
                    z.add(i, 1f);
                }
            }
        }
    }

    @Override
    public int size() {
        return SAMPLES;
    }

    @Override
    public Shape shape() {
        return new Shape(1, SPEC.side(), SPEC.side());
    }

    @Override
    public int steps() {
        return STEPS;
    }

    @Override
    public int storedSteps() {
        return 1;
    }

    @Override
    public void target(int sample, Target into) {
        final int pixels = shape().size();
        System.arraycopy(tensor("image"), sample * pixels, into.values(pixels), 0, pixels);
    }

    @Override
    public void load(int sample, EventFrames into) {
        final int pixels = shape().size();
        final float[] holed = new float[pixels];
        System.arraycopy(tensor("masked_image"), sample * pixels, holed, 0, pixels);
        into.clear();
        into.step(0).compact(holed, pixels);
    }
}
