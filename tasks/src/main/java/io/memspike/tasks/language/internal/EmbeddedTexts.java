package io.memspike.tasks.language.internal;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.run.Network;
import io.memspike.datasets.text.TextSet;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.internal.Parallel;

/**
 * Texts as the embeddings of a frozen encoder.
 *
 * @param set the texts
 * @param embeddings of each. Not to be modified.
 */
public record EmbeddedTexts(TextSet set, float[][] embeddings) implements Samples {
    public static EmbeddedTexts of(LanguageModel model, TokenTexts texts, String task, Run run)
            throws FileFormatException {
        return of(model.network(run.kernels()), texts, task, run);
    }

    /** The same by a network of that encoder on whatever hardware; noise is drawn by the number of the text. */
    public static EmbeddedTexts of(Network network, TokenTexts texts, String task, Run run) {
        final TextSet set = texts.set();
        final float[][] embeddings = new float[set.size()][];
        try (Progress.Bar bar = run.begin(task, set.size())) {
            Parallel.run(
                    set.size(),
                    run.threads(),
                    () -> {
                        final Sentences sentences = new Sentences(network);
                        return i -> embeddings[i] =
                                sentences.embed(i, texts.tokens()[i]).clone();
                    },
                    bar::to);
        }
        return new EmbeddedTexts(set, embeddings);
    }

    /** Share of them that an adapter's head classifies rightly. */
    public double accuracy(Adapter adapter) {
        int right = 0;
        for (int i = 0; i < size(); i++) {
            right += Adapter.best(adapter.probabilities(embeddings[i])) == label(i) ? 1 : 0;
        }
        return (double) right / size();
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public Shape shape() {
        return Shape.vector(embeddings[0].length);
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public int classes() {
        return set.labels().size();
    }

    @Override
    public int label(int sample) {
        return set.classes().get(sample);
    }

    @Override
    public void load(int sample, EventFrames into) {
        into.requireFit(this);
        into.step(0).compact(embeddings[sample], embeddings[sample].length);
    }
}
