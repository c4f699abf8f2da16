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
 */
public record TokenTexts(TextSet set, int[][] tokens) implements Samples {
    public static TokenTexts of(LanguageModel model, TextSet set) {
        return new TokenTexts(set, set.texts().stream().map(model::tokens).toArray(int[][]::new));
    }

    @Override
    public int size() {
        return tokens.length;
    }

    /** As long as the longest of them. */
    @Override
    public Shape shape() {
        return new Shape(
                1, 1, Arrays.stream(tokens).mapToInt(text -> text.length).max().orElseThrow());
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
