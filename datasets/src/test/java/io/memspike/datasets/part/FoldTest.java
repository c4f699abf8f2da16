package io.memspike.datasets.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.datasets.Pieces;
import io.memspike.datasets.SamplesContract;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldTest extends SamplesContract {
    @Override
    protected Samples samples() {
        return new Fold(Pieces.series(9), 1, 3, 0).left();
    }

    private static List<Integer> numbers(Samples part) {
        return IntStream.range(0, part.size())
                .mapToObj(((PartOf) part)::numberOf)
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void shouldPartTheSetIntoTheFoldAndTheOthersInItsOrder() {
        final Fold fold = new Fold(Pieces.series(20), 3, 5, 2);
        final List<Integer> held = numbers(fold.held());
        final List<Integer> left = numbers(fold.left());
        final List<Integer> all = new ArrayList<>(held);
        all.addAll(left);

        assertEquals(5, held.size());
        assertEquals(held.stream().sorted().toList(), held);
        assertEquals(left.stream().sorted().toList(), left);
        assertEquals(range(3, 20), all.stream().sorted().toList());
    }

    @Test
    void shouldCoverTheSetOnceByAllFoldsOfASize() {
        final List<Integer> all = new ArrayList<>();
        for (int f = 0; f < 4; f++) {
            all.addAll(numbers(new Fold(Pieces.series(20), 0, 5, f).held()));
        }

        assertEquals(range(0, 20), all.stream().sorted().toList());
    }

    @Test
    void shouldHoldSmallerFirstFoldsInLargerOnesAndReachEveryQuarter() {
        final List<Integer> few = numbers(new Fold(Pieces.series(400), 0, 40, 0).held());
        final List<Integer> many = numbers(new Fold(Pieces.series(400), 0, 100, 0).held());

        assertTrue(many.containsAll(few));
        for (int quarter = 0; quarter < 4; quarter++) {
            final int from = 100 * quarter;
            assertTrue(many.stream().filter(n -> n >= from && n < from + 100).count() >= 15, many.toString());
        }
    }

    @Test
    void shouldRefuseFoldsThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> new Fold(Pieces.series(20), 0, 5, 4));
        assertThrows(IllegalArgumentException.class, () -> new Fold(Pieces.series(20), 16, 5, 0));
        assertThrows(IllegalArgumentException.class, () -> new Fold(Pieces.series(20), 0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Fold(Pieces.series(20), 0, 5, -1));
        assertThrows(IllegalArgumentException.class, () -> new Fold(Pieces.series(20), -1, 5, 0));
    }
}
