package io.memspike.app.network;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.NetworkTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Tells a network's nodes, and has it drawn: a {@link GraphText}. */
final class Show implements Experiment<Show.Plan, Show.Result> {
    /** Which network is shown; the components say what they mean, and are null where nothing is asked for. */
    record Plan(
            @Option(label = "NETWORK", says = "a network's name, its YAML file, or a model file", positional = true)
            String network,

            @Option(label = "C,H,W", says = "shape of what enters: channels, rows, columns")
            String input,

            @Option(written = true, label = "FILE", says = "draw the network as PNG or SVG")
            Path out) {
        Plan {
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

    /**
     * A network's nodes.
     *
     * @param table what they are
     * @param picture the drawing
     */
    record Result(
            @JsonUnwrapped NetworkTable table,
            @Means("the drawing, or null") Path picture) {}

    @Override
    public String name() {
        return "network show";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        run.requireDrawing(plan.out());
        final GraphText text = plan.network().endsWith(".safetensors") ? model(plan) : text(plan);
        final NetworkTable table = NetworkTable.of(text);
        run.draw(plan.out(), text);
        return new Result(table, plan.out());
    }

    private static GraphText text(Plan plan) throws IOException {
        final Given usual = NetworkSource.withoutData();
        final Given given =
                plan.input() == null ? usual : new Given(plan.shape(), true, Map.of(), usual.usual(), usual.check());
        return NetworkSource.find(plan.network(), given);
    }

    private static GraphText model(Plan plan) throws IOException {
        final Model model = ModelNetwork.read(Path.of(plan.network()));
        return NetworkTable.of(plan.network(), plan.input() == null ? model : model.at(plan.shape()));
    }
}
