package io.memspike.tasks.language.internal;

import io.memspike.core.RandomStream;
import io.memspike.datasets.text.TextSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts to learn from, and others to judge by.
 *
 * @param training the ones
 * @param heldOut the others
 */
public record TextSplit(TextSet training, TextSet heldOut) {
    /**
     * Draws both, each in the order of the file.
     *
     * @param all the texts
     * @param heldOut how many are held out
     * @param texts how many of those left are learnt from; 0 for all
     * @param test what is judged by where none are held out
     * @throws IllegalArgumentException where there are fewer
     */
    public static TextSplit of(TextSet all, int heldOut, int texts, long seed, TextSet test) {
        if (heldOut >= all.size()) {
            throw new IllegalArgumentException(
                    "--hold-out: expected fewer than " + all.size() + ", as the task has, found " + heldOut);
        }
        final TextSplit held = drawn(all, heldOut, RandomStream.of(seed, "held-out texts"));
        final TextSet left = held.heldOut();
        if (texts > left.size()) {
            throw new IllegalArgumentException(
                    "--texts: expected at most " + left.size() + ", as the task has, found " + texts);
        }
        final TextSet training = texts == 0
                ? left
                : drawn(left, texts, RandomStream.of(seed, "texts")).training();
        return new TextSplit(training, heldOut > 0 ? held.training() : test);
    }

    /** So many of the texts, and what is left of them. */
    private static TextSplit drawn(TextSet all, int count, RandomStream random) {
        final List<Integer> drawn = new ArrayList<>();
        final List<Integer> others = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            final boolean isDrawn = random.nextInt(all.size() - i) < count - drawn.size();
            (isDrawn ? drawn : others).add(i);
        }
        return new TextSplit(of(all, drawn), of(all, others));
    }

    private static TextSet of(TextSet all, List<Integer> numbers) {
        return new TextSet(
                all.labels(),
                numbers.stream().map(all.texts()::get).toList(),
                numbers.stream().map(all.classes()::get).toList());
    }
}
