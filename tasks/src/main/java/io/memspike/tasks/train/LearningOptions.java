package io.memspike.tasks.train;

import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.tasks.Mode;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NodePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the nodes of a network learn, where it is not as its text says.
 *
 * @param mode of all that would be pruned
 * @param sparsity of all that is pruned; null for as the text says
 * @param prune patterns of nodes that are pruned; null for none, as below
 * @param weights patterns of nodes that are trained
 * @param frozen patterns of nodes that stay
 * @param device of all random weights; null for as the text says
 */
public record LearningOptions(
        @Option(
                label = "prune|weights",
                says = "prune random memristors, or train weights as the software baseline",
                otherwise = "prune")
        String mode,

        @Option(
                label = "Q",
                says = "share of connections to prune wherever some are",
                shown = "as the network says, or 0.5")
        Double sparsity,

        @Option(
                label = "NODES[=Q]",
                says =
                        "prune the nodes whose names match, as `'c*=0.3'` does, to a share (without =Q: as others); may be"
                                + " given more than once")
        List<String> prune,

        @Option(
                label = "NODES[=TENSORS]",
                says =
                        "train what can be of the nodes whose names match, of neurons time constants and thresholds, or some"
                                + " tensors alone, as `'n*=tau,vThreshold'` does; may be given more than once")
        List<String> weights,

        @Option(label = "NODES", says = "learn nothing in the nodes whose names match; may be given more than once")
        List<String> frozen,

        @Option(
                label = "formed-rram|rram|pcm|mram|signs|histogram:FILE|table:FILE",
                says =
                        "what random weights that are pruned, or frozen, are cells of as they form; signs have two states, and"
                                + " weights of one magnitude",
                shown = "as the network says, or formed-rram")
        String device) {
    /** Refuses a share that is none. */
    public LearningOptions {
        if (sparsity != null && !(sparsity >= 0 && sparsity <= 1)) {
            throw new IllegalArgumentException("--sparsity: expected a share in [0, 1], found " + sparsity);
        }
    }

    /** Refuses patterns and a device beside a checkpoint; null is none. */
    void requireNone(Path checkpoint) {
        if (checkpoint != null
                && !(given(prune).isEmpty()
                        && given(weights).isEmpty()
                        && given(frozen).isEmpty()
                        && device == null)) {
            throw new IllegalArgumentException(
                    "--prune, --weights, --frozen, --device: expected no --resume, whose checkpoint says it");
        }
    }

    /** What the nodes of a network learn. */
    LearningChoice of(GraphText network) {
        final List<NodePattern> patterns = new ArrayList<>();
        given(prune).forEach(text -> patterns.add(pruned(text)));
        given(weights).forEach(text -> patterns.add(trained(text)));
        given(frozen).forEach(text -> patterns.add(new NodePattern(text, Learning.FROZEN)));
        final LearningChoice choice = new LearningChoice(network, Mode.of(mode), sparsity, patterns);
        if (sparsity != null && !choice.isPruning()) {
            throw new IllegalArgumentException("--sparsity: expected nodes that are pruned, found none");
        }
        return choice;
    }

    /** The network on the device that is asked for. */
    GraphText placed(GraphText network) {
        return of(network).on(device);
    }

    private static List<String> given(List<String> texts) {
        return texts == null ? List.of() : texts;
    }

    private static NodePattern trained(String text) {
        final int equals = text.indexOf('=');
        return equals < 0
                ? new NodePattern(text, Learning.WEIGHTS)
                : new NodePattern(
                        text.substring(0, equals),
                        Learning.tensors(List.of(text.substring(equals + 1).split(","))));
    }

    private NodePattern pruned(String text) {
        final int equals = text.indexOf('=');
        if (equals < 0) {
            return new NodePattern(text, Learning.prune(sparsity == null ? LearningChoice.SPARSITY : sparsity));
        }
        try {
            return new NodePattern(
                    text.substring(0, equals), Learning.prune(Double.parseDouble(text.substring(equals + 1))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--prune: expected names of nodes and a share in [0, 1], as c*=0.5, found '" + text + "'", e);
        }
    }
}
