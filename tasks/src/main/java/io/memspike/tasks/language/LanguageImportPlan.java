package io.memspike.tasks.language;

import io.memspike.core.kind.shape.Mean;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What is imported.
 *
 * @param from a file of an encoder, or null
 * @param tokenizer a tokenizer's file, or null
 * @param artifact an artifact of Maven
 * @param tokens most tokens of a text
 * @param pooling what an embedding is; null for what the name says
 * @param out where the model goes
 */
public record LanguageImportPlan(
        @Option(
                label = "FILE.onnx",
                says = "an encoder of BERT's shape, or a jar that holds one and its tokenizer",
                shown = "the artifact, by Maven")
        Path from,

        @Option(
                label = "FILE.json",
                says = "its tokenizer",
                shown = "`tokenizer.json` beside the encoder, or what the jar holds")
        Path tokenizer,

        @Option(
                label = "GROUP:NAME:VERSION",
                says = "the artifact that `mvn` is asked for, a jar that holds an encoder and its tokenizer",
                otherwise = LanguageImport.ARTIFACT)
        String artifact,

        @Option(label = "N", says = "most tokens of a text; longer texts are cut", otherwise = "128")
        int tokens,

        @Option(
                label = "mean|first",
                says =
                        "what the encoder was trained to tell a text by, which its file does not say: the mean over the tokens, or the first"
                                + " of them",
                shown = "`first` where the name of file or artifact holds bge, else `mean`")
        String pooling,

        @Option(written = true, label = "FILE", says = "the model file", otherwise = LanguageImport.MODEL)
        Path out) {
    private static final String FIRST = "first";
    private static final String MEAN = "mean";

    /** Encoders whose authors tell texts by their first token: Xiao et al., "C-Pack", arXiv 2309.07597. */
    private static final Pattern BY_FIRST = Pattern.compile("(^|[^a-z])bge([^a-z]|$)", Pattern.CASE_INSENSITIVE);

    /** Refuses numbers that are none. */
    public LanguageImportPlan {
        if (tokens < 3) {
            throw new IllegalArgumentException("--tokens: expected at least 3, found " + tokens);
        }
        if (pooling != null && !pooling.equals(FIRST) && !pooling.equals(MEAN)) {
            throw new IllegalArgumentException("--pooling: expected mean or first, found '" + pooling + "'");
        }
    }

    /** Name of the file or artifact that the encoder is from. */
    String source() {
        return from == null ? artifact : from.getFileName().toString();
    }

    /** What an embedding is. */
    String pooled() {
        return pooling != null ? pooling : BY_FIRST.matcher(source()).find() ? FIRST : MEAN;
    }

    /** The same as a mean. */
    Mean.Over pooledOver() {
        return pooled().equals(FIRST) ? Mean.Over.FIRST : Mean.Over.POSITIONS;
    }
}
