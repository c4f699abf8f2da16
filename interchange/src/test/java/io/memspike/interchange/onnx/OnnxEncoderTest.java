package io.memspike.interchange.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.testing.MiniLm;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEncoderTest {
    @TempDir
    private static Path directory;

    private static Session session(Model model, String kernelsName) {
        final Kernels kernels = KernelsLookup.find(kernelsName).kernels();
        return Network.of(
                        model.graph(),
                        model.tensors(),
                        (node, matrix) -> WeightedSynapses.of(matrix, model.weights(node.name()), kernels),
                        kernels)
                .newSession();
    }

    private static SpikeList tokens(int[] ids, int most) {
        final SpikeList list = new SpikeList(most);
        for (int i = 0; i < ids.length; i++) {
            list.add(i, ids[i]);
        }
        return list;
    }

    @Test
    void shouldGiveTheGoldenEmbeddings() throws IOException {
        final Encoder encoder = OnnxEncoder.read(MiniLm.onnx(directory));
        assertEquals(new EncoderSize(30522, 512, 384, 12, 6, 1536, 1e-12f), encoder.size());
        final Model model = encoder.model(128, Map.of());
        try (SafetensorsFile golden = SafetensorsFile.open(Outside.file("golden/s4/minilm.safetensors"))) {
            for (final String kernels : new String[] {"auto", "scalar"}) {
                final Session session = session(model, kernels);
                for (int s = 0; s < 3; s++) {
                    final long[] ids = golden.tensor("ids." + s).longs();
                    final int[] numbers =
                            Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
                    session.reset(s);
                    session.step(tokens(numbers, 128));
                    final float[] pooled = session.answer().clone();
                    final float[] hidden = new float[128 * 384];
                    session.values("layers.5.norm2", hidden);
                    assertArrayEquals(
                            golden.tensor("hidden." + s).floats(), Arrays.copyOf(hidden, ids.length * 384), 1e-4f);
                    assertArrayEquals(golden.tensor("pooled." + s).floats(), pooled, 1e-4f);
                    double squares = 0;
                    for (final float each : pooled) {
                        squares += (double) each * each;
                    }
                    final float[] embedding = pooled.clone();
                    for (int i = 0; i < embedding.length; i++) {
                        embedding[i] /= (float) Math.sqrt(squares);
                    }
                    assertArrayEquals(golden.tensor("embedding." + s).floats(), embedding, 1e-5f);
                }
            }
        }
    }
}
