package io.memspike.core.kind.matrix;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.graph.Default;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which element leads to which, and how many steps later. Part of the graph, not of what is learnt: files hold it with the
 * node, as three lists.
 *
 * @param from element that a connection comes from, in the order of files (channels before positions). Not to be modified.
 * @param to output that it leads to. Not to be modified.
 * @param delay steps until it arrives, at least 0; none at all for 0 each. Not to be modified.
 */
public record Connections(
        int[] from, int[] to, @Default("[]") int[] delay) {
    public Connections {
        from = from.clone();
        to = to.clone();
        delay = isZero(delay) ? new int[0] : delay.clone();
        require(from.length >= 1, "connections: expected at least 1, found none");
        require(
                to.length == from.length && (delay.length == from.length || delay.length == 0),
                "connections: expected lists of the same length, found from=%d to=%d delay=%d",
                from.length,
                to.length,
                delay.length);
        for (int c = 0; c < from.length; c++) {
            require(
                    from[c] >= 0 && to[c] >= 0 && (delay.length == 0 || delay[c] >= 0),
                    "connection %d: expected from, to and delay of at least 0, found from=%d to=%d delay=%d",
                    c,
                    from[c],
                    to[c],
                    delay.length == 0 ? 0 : delay[c]);
        }
        requireUnique(from, to, delay);
    }

    private static void requireUnique(int[] from, int[] to, int[] delay) {
        final Set<List<Integer>> seen = new HashSet<>();
        for (int c = 0; c < from.length; c++) {
            require(
                    seen.add(List.of(from[c], to[c], delay.length == 0 ? 0 : delay[c])),
                    "connection %d: expected no other from %d to %d after as many steps, found one",
                    c,
                    from[c],
                    to[c]);
        }
    }

    /** Without delays. */
    public Connections(int[] from, int[] to) {
        this(from, to, new int[0]);
    }

    private static boolean isZero(int[] numbers) {
        return Arrays.stream(numbers).allMatch(number -> number == 0);
    }

    /** How many there are. */
    public int count() {
        return from.length;
    }

    /** Delay of one of them. */
    public int delay(int connection) {
        return delay.length == 0 ? 0 : delay[connection];
    }

    /** Longest delay. */
    public int longest() {
        return Arrays.stream(delay).max().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Connections that
                && Arrays.equals(from, that.from)
                && Arrays.equals(to, that.to)
                && Arrays.equals(delay, that.delay);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(from) + Arrays.hashCode(to)) + Arrays.hashCode(delay);
    }

    @Override
    public String toString() {
        return count() + " connections";
    }
}
