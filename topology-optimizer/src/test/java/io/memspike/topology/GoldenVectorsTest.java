package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.Shape;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.synapse.Conv2dSynapses;
import io.memspike.core.synapse.LinearSynapses;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forward pass, masks, losses and gradients against vectors of an independent PyTorch program: within 1e-4 of each
 * tensor's largest magnitude, masks and spike counts exactly.
 */
class GoldenVectorsTest {
    private static final double TOLERANCE = 1e-4;
    private static final int STEPS = 10;
    private static final Shape INPUT = new Shape(2, 34, 34);

    private final Kernels kernels = KernelsLookup.find("auto").kernels();

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void shouldMatchReadOutsAndSpikeCountsOfEveryStep(String kind) throws Exception {
        final Golden golden = new Golden(kind);
        final NetworkSession session = golden.network().newSession();
        final EventFrames frames = EventFrames.of(golden);
        final float[] output = new float[golden.size() * STEPS * 10];
        final float[][] spikes = {new float[golden.size() * STEPS], new float[golden.size() * STEPS]};
        for (int n = 0; n < golden.size(); n++) {
            golden.load(n, frames);
            session.reset(n);
            for (int t = 0; t < STEPS; t++) {
                session.step(frames.step(t));
                System.arraycopy(session.readout(), 0, output, (n * STEPS + t) * 10, 10);
                int neurons = 0;
                for (int i = 0; i < golden.layers.size(); i++) {
                    if (golden.layers.get(i) instanceof LayerSpec.Lif lif) {
                        spikes[neurons++][n * STEPS + t] = count(
                                session.potential(i), golden.network().output(i).size(), lif.threshold());
                    }
                }
            }
        }

        assertClose("output", golden.tensor("output"), output);
        assertArrayEquals(golden.tensor("layer0.spike_count"), spikes[0]);
        assertArrayEquals(golden.tensor("layer1.spike_count"), spikes[1]);
    }

    private static int count(float[] potential, int neurons, float threshold) {
        int spikes = 0;
        for (int i = 0; i < neurons; i++) {
            spikes += potential[i] > threshold ? 1 : 0;
        }
        return spikes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void shouldMatchMasksExactly(String kind) throws Exception {
        final Golden golden = new Golden(kind);
        for (int w = 0; w < 3; w++) {
            final float[] expected = golden.tensor("mask" + w);
            final byte[] mask = TopK.mask(golden.tensor("score" + w), 0.5);
            assertEquals(expected.length, mask.length);
            for (int i = 0; i < mask.length; i++) {
                assertEquals((int) expected[i], mask[i], "mask" + w + " at " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void shouldMatchLossesAndScoreGradients(String kind) throws Exception {
        final Golden golden = new Golden(kind);
        for (final Loss loss : Loss.values()) {
            final String name = loss.name().toLowerCase(Locale.ROOT);
            final BatchWorker worker = new BatchWorker(
                    golden,
                    new TrainingConfig(1, golden.size(), 1e-3, 0, loss, 1),
                    golden.network(),
                    golden.gradients,
                    NeuronGradient.of(kernels));
            final BatchWorker.Shard shard = new BatchWorker.Shard(0);
            golden.gradients.stream().filter(Objects::nonNull).forEach(gradient -> gradient.beginBatch(golden.size()));
            for (int n = 0; n < golden.size(); n++) {
                worker.learn(n, n, n, shard);
            }

            assertEquals(golden.tensor("loss." + name)[0], shard.loss / golden.size(), TOLERANCE);
            int w = 0;
            for (final Map.Entry<Integer, Parameters.Pruned> layer : golden.parameters.entrySet()) {
                final int i = layer.getKey();
                final LayerSpec.Weighted spec = (LayerSpec.Weighted) golden.layers.get(i);
                final float[] gradient = new float[spec.weights()];
                SynapseGradientTwin.finish(golden.gradients.get(i));
                golden.gradients.get(i).weightGradient(gradient, 0, spec.out());
                layer.getValue().pullBack(gradient, 0, gradient.length);
                for (int j = 0; j < gradient.length; j++) {
                    gradient[j] /= golden.size();
                }
                final String tensor = "grad." + name + ".score" + w++;
                assertClose(tensor, golden.tensor(tensor), gradient);
            }
        }
    }

    private static void assertClose(String name, float[] expected, float[] actual) {
        float largest = 0f;
        for (final float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, actual, (float) (TOLERANCE * largest), name);
    }

    /** One golden file as a network with its samples and what goes backward through it. */
    private final class Golden implements EventSamples {
        private final SafetensorsFile file;
        private final List<LayerSpec> layers;
        private final Map<Integer, Parameters.Pruned> parameters = new TreeMap<>();
        private final List<SynapseGradient> gradients = new ArrayList<>();
        private final float[] input;

        Golden(String kind) throws IOException, URISyntaxException {
            file = SafetensorsFile.open(Path.of(GoldenVectorsTest.class
                    .getResource("/golden/prime_" + kind + ".safetensors")
                    .toURI()));
            layers = kind.equals("conv") ? conv() : mlp();
            input = tensor("input");
            final List<Shape> outputs = Network.shapes(INPUT, layers);
            for (int i = 0; i < layers.size(); i++) {
                gradients.add(null);
                if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                    final int w = parameters.size();
                    parameters.put(
                            i,
                            new Parameters.Pruned(tensor("weight" + w), tensor("score" + w), layer.weightScale(), 0.5));
                    final Shape from = i == 0 ? INPUT : outputs.get(i - 1);
                    gradients.set(
                            i,
                            layer instanceof LayerSpec.Conv2d conv
                                    ? new Conv2dGradient(conv, from, kernels)
                                    : new LinearGradient((LayerSpec.Linear) layer, from, STEPS, kernels));
                    gradients.get(i).useWeights(effective(i, layer), 0, 1);
                }
            }
        }

        private static List<LayerSpec> conv() {
            final LayerSpec.Lif lif = new LayerSpec.Lif(0.2f, 0.2f, 0.1f);
            final LayerSpec.AvgPool2d pool = new LayerSpec.AvgPool2d(2);
            return List.of(
                    new LayerSpec.Conv2d(2, 12, 5, 1, 1, 0.01f),
                    lif,
                    pool,
                    new LayerSpec.Conv2d(12, 64, 5, 1, 0, 0.01f),
                    lif,
                    pool,
                    new LayerSpec.Linear(2304, 10, 0.01f),
                    new LayerSpec.Readout(0.1f));
        }

        private static List<LayerSpec> mlp() {
            final LayerSpec.Lif lif = new LayerSpec.Lif(0.2f, 0.5f, 0.1f);
            return List.of(
                    new LayerSpec.Linear(2312, 64, 0.03f), lif,
                    new LayerSpec.Linear(64, 64, 0.03f), lif,
                    new LayerSpec.Linear(64, 10, 0.03f), new LayerSpec.Readout(0.1f));
        }

        float[] tensor(String name) throws IOException {
            return file.tensor(name).floats();
        }

        private float[] effective(int i, LayerSpec.Weighted layer) {
            final float[] effective = new float[layer.weights()];
            parameters.get(i).effective(effective);
            return effective;
        }

        Network network() {
            return Network.of(
                    INPUT,
                    layers,
                    (i, layer, from) -> layer instanceof LayerSpec.Conv2d conv
                            ? new Conv2dSynapses(conv, from, effective(i, layer), kernels)
                            : new LinearSynapses((LayerSpec.Linear) layer, from, effective(i, layer), kernels),
                    kernels);
        }

        @Override
        public int size() {
            return input.length / STEPS / INPUT.size();
        }

        @Override
        public Shape shape() {
            return INPUT;
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int classes() {
            return 10;
        }

        @Override
        public int label(int sample) {
            try {
                return (int) tensor("label")[sample];
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.clear();
            for (int t = 0; t < STEPS; t++) {
                for (int i = 0; i < INPUT.size(); i++) {
                    final float count = input[(sample * STEPS + t) * INPUT.size() + INPUT.channelFirst(i)];
                    if (count != 0f) {
                        into.step(t).add(i, count);
                    }
                }
            }
        }
    }
}
