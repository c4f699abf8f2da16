package io.memspike.interchange;

/**
 * What training does to a node.
 *
 * @param rule what
 * @param sparsity share of the connections that is pruned, in [0, 1]; 0 where none is
 */
public record Learning(Rule rule, double sparsity) {
    /** The weights are trained, and all else that can be. */
    public static final Learning WEIGHTS = new Learning(Rule.WEIGHTS, 0);

    /** Everything stays as it is. */
    public static final Learning FROZEN = new Learning(Rule.FROZEN, 0);

    /** What is done. */
    public enum Rule {
        /** Random weights stay, and training chooses which of them are connected. */
        PRUNE,
        /** Weights are trained. */
        WEIGHTS,
        /** Nothing is learnt. */
        FROZEN
    }

    public Learning {
        if (!(sparsity >= 0 && sparsity <= 1)) {
            throw new IllegalArgumentException("learn: expected a sparsity in [0, 1], found " + sparsity);
        }
    }

    /** Pruning to a share of the connections, in [0, 1]. */
    public static Learning prune(double sparsity) {
        return new Learning(Rule.PRUNE, sparsity);
    }

    /** What {@link #toString} wrote; throws {@link IllegalArgumentException} for other texts. */
    public static Learning of(String text) {
        if (text.equals(WEIGHTS.toString())) {
            return WEIGHTS;
        }
        if (text.equals(FROZEN.toString())) {
            return FROZEN;
        }
        try {
            if (text.startsWith("prune ")) {
                return prune(Double.parseDouble(text.substring("prune ".length())));
            }
        } catch (NumberFormatException e) {
            throw refusal(text);
        }
        throw refusal(text);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "learn: expected prune and a sparsity, weights or frozen, found '" + text + "'");
    }

    /** Whether connections are pruned. */
    public boolean isPruning() {
        return rule == Rule.PRUNE;
    }

    /** As plans have it: {@code prune 0.5}, {@code weights}, {@code frozen}. */
    @Override
    public String toString() {
        return switch (rule) {
            case PRUNE -> "prune " + sparsity;
            case WEIGHTS -> "weights";
            case FROZEN -> "frozen";
        };
    }
}
