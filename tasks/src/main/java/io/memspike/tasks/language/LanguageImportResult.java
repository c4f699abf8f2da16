package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What was imported; the components say what they mean. */
public record LanguageImportResult(
        @Means("the model file") Path out,
        @Means("file or artifact that it is from") String source,

        @Means("digest of all tensors, by which adapters know their encoder")
        String encoder,

        @Means("what an embedding is: mean, over the tokens, or first, the first of them")
        String pooling,

        @Means("entries of the vocabulary") int entries,
        @Means("most tokens of a text") int tokens,
        @Means("channels of a token") int hidden,
        @Means("heads of attention") int heads,
        @Means("layers") int layers,

        @Means("channels between the two full connections of a layer")
        int intermediate,

        @Means("numbers in all tensors") long parameters,

        @Means("those of them that are weights of full connections")
        long weights) {}
