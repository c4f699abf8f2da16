package io.memspike.app.train;

import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.tasks.Mode;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NodePattern;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What the nodes of a network learn, where it is not as its text says. */
final class LearningOptions {
    @Option(
            names = "--mode",
            defaultValue = "prune",
            paramLabel = "prune|weights",
            description =
                    "Prune random memristors, or train weights as the software baseline (default: ${DEFAULT-VALUE}).")
    private String mode;

    @Option(
            names = "--sparsity",
            paramLabel = "Q",
            description = "Share of connections to prune wherever some are (default: by network, or 0.5).")
    private Double sparsity;

    @Option(
            names = "--prune",
            paramLabel = "NODES[=Q]",
            description = "Prune the nodes whose names match, as c* does; may be given more than once.")
    private List<String> pruned = List.of();

    @Option(
            names = "--weights",
            paramLabel = "NODES[=TENSORS]",
            description = "Train what can be of the nodes whose names match, weights as well as time constants, or some"
                    + " tensors alone, as n*=tau,vThreshold does; may be given more than once.")
    private List<String> trained = List.of();

    @Option(
            names = "--frozen",
            paramLabel = "NODES",
            description = "Learn nothing in the nodes whose names match; may be given more than once.")
    private List<String> frozen = List.of();

    /** What the nodes of a network learn. */
    LearningChoice of(GraphText network) {
        if (sparsity != null && !(sparsity >= 0 && sparsity <= 1)) {
            throw new IllegalArgumentException("--sparsity: expected a share in [0, 1], found " + sparsity);
        }
        final List<NodePattern> patterns = new ArrayList<>();
        pruned.forEach(text -> patterns.add(prune(text)));
        trained.forEach(text -> patterns.add(train(text)));
        frozen.forEach(text -> patterns.add(new NodePattern(text, Learning.FROZEN)));
        return new LearningChoice(network, Mode.of(mode), sparsity, patterns);
    }

    private static NodePattern train(String text) {
        final int equals = text.indexOf('=');
        return equals < 0
                ? new NodePattern(text, Learning.WEIGHTS)
                : new NodePattern(
                        text.substring(0, equals),
                        Learning.tensors(List.of(text.substring(equals + 1).split(","))));
    }

    private NodePattern prune(String text) {
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
