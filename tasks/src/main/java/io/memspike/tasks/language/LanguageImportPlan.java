package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * What is imported.
 *
 * @param from a file of an encoder, or null
 * @param tokenizer a tokenizer's file, or null
 * @param artifact an artifact of Maven
 * @param tokens most tokens of a text
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

        @Option(label = "FILE", says = "the model file", otherwise = LanguageImport.MODEL)
        Path out) {
    /** Refuses numbers that are none. */
    public LanguageImportPlan {
        if (tokens < 3) {
            throw new IllegalArgumentException("--tokens: expected at least 3, found " + tokens);
        }
    }
}
