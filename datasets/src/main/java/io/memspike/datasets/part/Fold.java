package io.memspike.datasets.part;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * One fold of a set, and what is left of it. All samples are put into an order that is drawn from nothing but their number;
 * fold f of folds of n samples is the f-th n of that order. So folds of one size share no sample, a smaller first fold lies
 * in a larger one, and a fold looks like the whole however the set is sorted. Immutable and thread-safe.
 */
public final class Fold {
    private static final long SEED = 0;

    private final Samples whole;
    private final int[] held; // ascending
    private final int[] left; // ascending

    /**
     * A fold.
     *
     * @param whole the set
     * @param skip samples at its beginning that are in no fold, nor left
     * @param size of the fold, at least 0
     * @param number of the fold, from 0
     * @throws IllegalArgumentException where the set has too few samples for that
     */
    public Fold(Samples whole, int skip, int size, int number) {
        final int count = whole.size() - skip;
        if (skip < 0 || size < 0 || number < 0 || (number + 1L) * size > count) {
            throw new IllegalArgumentException("fold: expected number " + number + " of folds of " + size
                    + " samples to lie within " + whole.size() + (skip == 0 ? "" : " behind the first " + skip)
                    + ", found " + Math.max(0, count));
        }
        this.whole = whole;
        final int[] order = new int[count];
        Arrays.setAll(order, i -> skip + i);
        RandomStream.of(SEED, "folds").shuffle(order);
        final int from = number * size;
        this.held = Arrays.copyOfRange(order, from, from + size);
        this.left = new int[count - size];
        System.arraycopy(order, 0, left, 0, from);
        System.arraycopy(order, from + size, left, from, left.length - from);
        Arrays.sort(held);
        Arrays.sort(left);
    }

    /** The samples of the fold, in the order of the set. */
    public Samples held() {
        return new Chosen(whole, held);
    }

    /** All others, in the order of the set. */
    public Samples left() {
        return new Chosen(whole, left);
    }

    /** Some samples by their numbers. */
    private static final class Chosen implements PartOf {
        private final Samples whole;
        private final int[] numbers;

        Chosen(Samples whole, int[] numbers) {
            this.whole = whole;
            this.numbers = numbers;
        }

        @Override
        public Samples whole() {
            return whole;
        }

        @Override
        public Samples with(Kernels kernels) {
            return new Chosen(whole.with(kernels), numbers);
        }

        @Override
        public int size() {
            return numbers.length;
        }

        @Override
        public int numberOf(int sample) {
            return numbers[sample];
        }
    }
}
