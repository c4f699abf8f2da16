package io.memspike.tasks.language;

import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.interchange.onnx.Encoder;
import io.memspike.interchange.onnx.EncoderSize;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.Sentences;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static final EncoderSize SIZE = new EncoderSize(10, 8, 12, 2, 2, 20, 1e-12f);

    static Model model() {
        final Graph graph = Encoder.graph(SIZE, SIZE.positions());
        final RandomStream random = RandomStream.of(1, "encoder");
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final float[] values = new float[spec.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian() / 2;
                }
                tensors.put(node.name() + "." + spec.name(), values);
            }
        }
        return new Encoder(SIZE, tensors).model(SIZE.positions(), Map.of());
    }

    @Test
    void shouldAllocateNothing() throws IOException {
        final int[][] texts = {{2, 9, 5, 8, 1, 6, 7, 3}, {2, 3}, {2, 4, 4, 3}};
        for (final String kernels : List.of("auto", "scalar")) {
            final Sentences sentences = new Sentences(new LanguageModel(Path.of("encoder"), model(), null)
                    .network(KernelsLookup.find(kernels).kernels()));
            Allocation.assertNone(() -> {
                for (final int[] text : texts) {
                    sentences.embed(text);
                }
            });
        }
    }
}
