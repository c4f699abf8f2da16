package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.SpikeList;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.vae.VaeSpec;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The auto-encoder of the golden file, ready to train on its two images, with its picks and its z of the step before. */
final class GoldenVae implements VaeImages {
    static final VaeSpec SPEC =
            new VaeSpec(16, 6, 8, 3, 5, new VaeSpec.Hidden(32, 16), new VaeSpec.Hidden(16, 32), 0.003f);

    private final SafetensorsFile file;

    GoldenVae() throws IOException, URISyntaxException {
        file = SafetensorsFile.open(Path.of(GoldenVae.class
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

    /** Names in the golden file by position of the weights. */
    static Map<Integer, String> names() {
        final Map<Integer, String> names = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            names.put(VaeSpec.ENCODER.get(i), "encoder" + i);
            names.put(VaeSpec.POSTERIOR.get(i), "posterior" + i);
            names.put(VaeSpec.PRIOR.get(i), "prior" + i);
            names.put(VaeSpec.DECODER.get(i + 1), "decoder" + i);
        }
        names.put(VaeSpec.ENCODER.get(3), "latent");
        names.put(VaeSpec.DECODER.get(0), "decoder_input");
        names.put(VaeSpec.OUTPUT, "output");
        return names;
    }

    VaeLearners learners() {
        final Map<Integer, Learner> weights = new TreeMap<>();
        final Map<Integer, NormLearner> norms = new TreeMap<>();
        names().forEach((position, name) -> {
            final LayerSpec.Weighted layer = (LayerSpec.Weighted) SPEC.layers().get(position);
            weights.put(
                    position,
                    Learner.of(
                            file.has(name + ".score")
                                    ? new Parameters.Pruned(
                                            tensor(name + ".weight"), tensor(name + ".score"), layer.weightScale(), 0.5)
                                    : new Parameters.Trained(tensor(name + ".weight"), 1f)));
            if (position != VaeSpec.OUTPUT) {
                norms.put(
                        position + 1,
                        new NormLearner(
                                vector(name + ".gamma"),
                                vector(name + ".beta"),
                                tensor(name + ".bias"),
                                new float[layer.out()],
                                new float[layer.out()]));
            }
        });
        return new VaeLearners(weights, norms, vector("output.bias"));
    }

    private Learner vector(String name) {
        return Learner.of(new Parameters.Trained(tensor(name), 1f));
    }

    VaeTrainer trainer(VaeLearners learners, Kernels kernels, int threads) {
        final VaeTrainingConfig config = new VaeTrainingConfig(1, 2, 1e-3, false, 0, 0, 0, 1);
        return new VaeTrainer(SPEC, learners, this, config, kernels, threads, 0);
    }

    /** Takes picks and z of the step before from the file. */
    void draw(VaeTrainer trainer, VaeWorker worker, int sample) {
        final float[] pick = tensor("pick");
        final float[] previous = tensor("z_previous");
        final int latent = SPEC.latent();
        final int steps = SPEC.steps();
        for (int t = 0; t < steps; t++) {
            final SpikeList z = new SpikeList(latent);
            for (int i = 0; i < latent; i++) {
                final int at = (sample * latent + i) * steps + t;
                trainer.current().picks[sample][t * latent + i] = (int) pick[at];
                if (previous[at] != 0f) {
                    z.add(i, 1f);
                }
            }
            worker.previous(sample, t, z);
        }
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public void load(int image, float[] whole, float[] holed) {
        System.arraycopy(tensor("image"), image * whole.length, whole, 0, whole.length);
        System.arraycopy(tensor("masked_image"), image * holed.length, holed, 0, holed.length);
    }
}
