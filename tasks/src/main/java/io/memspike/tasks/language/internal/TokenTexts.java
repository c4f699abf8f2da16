package io.memspike.tasks.language.internal;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.text.TextSet;
import java.util.Arrays;

/**
 * Texts as the tokens that an encoder takes.
 *
 * @param set the texts
 * @param tokens of each. Not to be modified.
 * @param shape as long as the longest of them
 */
public record TokenTexts(TextSet set, int[][] tokens, Shape shape) implements Samples {
    public static TokenTexts of(LanguageModel model, TextSet set) {
        final int[][] tokens = set.texts().stream().map(model::tokens).toArray(int[][]::new);
        final int longest =
                Arrays.stream(tokens).mapToInt(text -> text.length).max().orElseThrow();
        return new TokenTexts(set, tokens, new Shape(1, 1, longest));
    }

    @Override
    public int size() {
        return tokens.length;
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
        into.step(0).clear();
        for (int i = 0; i < tokens[sample].length; i++) {
            into.step(0).add(i, tokens[sample][i]);
        }
    }
}
