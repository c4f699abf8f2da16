package io.memspike.app.network;

import io.memspike.core.Shape;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * Which network is shown; null for what is not given.
 *
 * @param network by name, or a file
 * @param input shape of what enters
 * @param out where it is drawn
 */
record ShowPlan(
        @Option(label = "NETWORK", says = "a network's name, its YAML file, or a model file", positional = true)
        String network,

        @Option(label = "C,H,W", says = "shape of what enters: channels, rows, columns")
        String input,

        @Option(label = "FILE", says = "draw the network as PNG or SVG")
        Path out) {
    ShowPlan {
        if (out != null) {
            GraphPicture.requireName(out);
        }
    }

    /** Shape of what enters. */
    Shape shape() {
        try {
            final String[] extents = input.split(",", -1);
            if (extents.length == 3) {
                return new Shape(
                        Integer.parseInt(extents[0].strip()),
                        Integer.parseInt(extents[1].strip()),
                        Integer.parseInt(extents[2].strip()));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(), e);
        }
        throw new IllegalArgumentException(refusal());
    }

    private String refusal() {
        return "--input: expected channels, rows and columns, as 2,34,34, found '" + input + "'";
    }
}
