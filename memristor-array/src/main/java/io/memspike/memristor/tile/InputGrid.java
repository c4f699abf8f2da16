package io.memspike.memristor.tile;

import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.AvgPool;

/**
 * The values that the inputs of a layer can have: {@code code · step} in single precision, with a whole code from 0 to
 * {@code largest}. Event counts are such, and so are spikes and what pooling makes of them.
 *
 * @param step value of code 1, above 0; 0 with {@code largest} 0: any value
 * @param largest largest code, 1 to 65,535
 */
public record InputGrid(float step, int largest) {
    /** Most that a code can be: 16 bits. */
    public static final int MOST_CODE = (1 << 16) - 1;

    /** Any finite value, of either sign; only pulses of any width can carry them. */
    public static final InputGrid ANY = new InputGrid(0, 0);

    /** Spikes. */
    public static final InputGrid SPIKES = new InputGrid(1, 1);

    /** Event counts of one bin as event files hold them, in eight bits. */
    public static final InputGrid COUNTS = new InputGrid(1, 255);

    public InputGrid {
        final boolean any = step == 0 && largest == 0;
        if (!any && !(step > 0 && Float.isFinite(step))) {
            throw new IllegalArgumentException("input grid: expected a finite step above 0, found " + step);
        }
        if (!any && (largest < 1 || largest > MOST_CODE)) {
            throw new IllegalArgumentException(
                    "input grid: expected a largest code from 1 to " + MOST_CODE + ", found " + largest);
        }
    }

    /**
     * The grid of the inputs of a layer, by what stands before it: {@link #COUNTS} at the start of a network, {@link
     * #SPIKES} after neurons, and after pooling of k × k spikes the multiples of 1/k² from 0 to 1. Where other values come, drives
     * that need the grid refuse them.
     *
     * @param graph the network
     * @param node a node with weights
     */
    public static InputGrid into(Graph graph, String node) {
        final Kind before = graph.node(graph.into(node, 0).get(0).from()).kind();
        if (before instanceof Input) {
            return COUNTS;
        }
        if (before instanceof AvgPool pool) {
            final int squares = pool.kernel().area();
            return new InputGrid(1f / squares, squares);
        }
        return SPIKES;
    }

    /** Whether every value is on the grid. */
    public boolean isAny() {
        return step == 0;
    }

    /** Code of a value, or −1 where the value is not on the grid, or the grid is that of any value. */
    public int code(float value) {
        final int code = Math.round(value / step);
        return code >= 0 && code <= largest && code * step == value ? code : -1;
    }
}
