package io.memspike.interchange;

import java.util.List;

/**
 * What training does to a node.
 *
 * @param rule what
 * @param sparsity share of the connections that is pruned, in [0, 1]; 0 where none is
 * @param tensors names of the tensors that are learnt and no others; none where another rule says which
 */
public record Learning(Rule rule, double sparsity, List<String> tensors) {
    /** The weights are trained, and all else that is unless one says otherwise: biases, and what norms have. */
    public static final Learning WEIGHTS = new Learning(Rule.WEIGHTS, 0, List.of());

    /** The signs of weights are trained, and all else as with {@link #WEIGHTS}. */
    public static final Learning SIGNS = new Learning(Rule.SIGNS, 0, List.of());

    /** Everything stays as it is. */
    public static final Learning FROZEN = new Learning(Rule.FROZEN, 0, List.of());

    /** What is done. */
    public enum Rule {
        /** Random weights stay, and training chooses which of them are connected. */
        PRUNE,
        /** Weights are trained. */
        WEIGHTS,
        /** Weights are 1 or −1, and which of them is trained. */
        SIGNS,
        /** Tensors are trained by name. */
        TENSORS,
        /** Nothing is learnt. */
        FROZEN
    }

    public Learning {
        tensors = List.copyOf(tensors);
        if (!(sparsity >= 0 && sparsity <= 1)) {
            throw new IllegalArgumentException("learn: expected a sparsity in [0, 1], found " + sparsity);
        }
        if (tensors.isEmpty() == (rule == Rule.TENSORS)) {
            throw new IllegalArgumentException("learn: expected "
                    + (rule == Rule.TENSORS ? "names of tensors" : "no names of tensors") + ", found " + tensors);
        }
        if (tensors.stream().distinct().count() < tensors.size()) {
            throw new IllegalArgumentException("learn: expected each name of a tensor once, found " + tensors);
        }
    }

    /** Pruning to a share of the connections, in [0, 1]. */
    public static Learning prune(double sparsity) {
        return new Learning(Rule.PRUNE, sparsity, List.of());
    }

    /** Training of the tensors of those names; what else the node has stays as it is. */
    public static Learning tensors(List<String> names) {
        return new Learning(Rule.TENSORS, 0, names);
    }

    /** What {@link #toString} wrote; throws {@link IllegalArgumentException} for other texts. */
    public static Learning of(String text) {
        if (text.equals(WEIGHTS.toString())) {
            return WEIGHTS;
        }
        if (text.equals(SIGNS.toString())) {
            return SIGNS;
        }
        if (text.equals(FROZEN.toString())) {
            return FROZEN;
        }
        final List<String> words = List.of(text.split(" "));
        try {
            if (words.size() == 2 && words.get(0).equals("prune")) {
                return prune(Double.parseDouble(words.get(1)));
            }
        } catch (NumberFormatException e) {
            throw refusal(text);
        }
        if (words.size() > 1 && words.get(0).equals("tensors")) {
            return tensors(words.subList(1, words.size()));
        }
        throw refusal(text);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "learn: expected prune and a sparsity, weights, signs, tensors and their names, or frozen, found '"
                        + text + "'");
    }

    /** Whether connections are pruned. */
    public boolean isPruning() {
        return rule == Rule.PRUNE;
    }

    /** Whether a tensor stays as it is that would be learnt if nothing was said. */
    public boolean isFreezing(String tensor) {
        return rule == Rule.FROZEN || rule == Rule.TENSORS && !tensors.contains(tensor);
    }

    /** As plans have it: {@code prune 0.5}, {@code weights}, {@code signs}, {@code tensors tau vThreshold}, {@code frozen}. */
    @Override
    public String toString() {
        return switch (rule) {
            case PRUNE -> "prune " + sparsity;
            case WEIGHTS -> "weights";
            case SIGNS -> "signs";
            case TENSORS -> "tensors " + String.join(" ", tensors);
            case FROZEN -> "frozen";
        };
    }
}
