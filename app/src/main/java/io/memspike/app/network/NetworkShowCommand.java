package io.memspike.app.network;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Report;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.NetworkTable;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells a network's nodes, and draws it. */
@Command(
        name = "show",
        description = {
            "Show the nodes of a network: shapes, parameters, connections, order; and draw it.",
            "Without --input, what enters has the shape that the network says, or else that of camera events, 2,34,34."
        })
final class NetworkShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Parameters(paramLabel = "NETWORK", description = "A network's name, its YAML file, or a model file.")
    private String network;

    @Option(names = "--input", paramLabel = "C,H,W", description = "Shape of what enters: channels, rows, columns.")
    private String input;

    @Option(names = "--out", paramLabel = "FILE", description = "Draw the network as PNG or SVG.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        if (out != null) {
            GraphPicture.requireName(out);
            Checkpoints.requireWritable(out);
        }
        final GraphText text = network.endsWith(".safetensors") ? model() : text();
        final NetworkTable table = NetworkTable.of(text);
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        print(table, report);
        if (out != null) {
            GraphPicture.write(out, text);
            report.line("picture %s", out);
        }
        report.put("name", table.name())
                .put("nodes", table.nodes())
                .put("stages", table.stages())
                .put("parameters", table.parameters())
                .put("connections", table.connections())
                .put("picture", out == null ? null : out.toString())
                .end();
        return 0;
    }

    private GraphText text() throws IOException {
        return NetworkSource.find(
                network, input == null ? Given.otherwise(SaccadeCamera.SHAPE) : new Given(shape(), true, Map.of()));
    }

    private GraphText model() throws IOException {
        final Model model = ModelNetwork.read(Path.of(network));
        return NetworkTable.of(network, input == null ? model : model.at(shape()));
    }

    private Shape shape() {
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

    private static void print(NetworkTable table, Report report) {
        final int names = width(table, NetworkTable.Row::node);
        final int kinds = width(table, NetworkTable.Row::kind);
        final String line = "%5s  %-" + names + "s  %-" + kinds + "s  %12s  %12s  %14s  %s";
        report.line(line, "stage", "node", "kind", "output", "parameters", "connections", "learns");
        for (final NetworkTable.Row row : table.nodes()) {
            report.line(
                    line,
                    row.stage() + (row.isInLoop() ? "*" : ""),
                    row.node(),
                    row.kind(),
                    row.channels() + "×" + row.height() + "×" + row.width(),
                    count(row.parameters()),
                    count(row.connections()),
                    (row.learns() == null ? "" : row.learns()) + (row.on() == null ? "" : " on " + row.on()));
        }
        report.line(
                "%s: %d nodes, %d stages%s, %,d parameters, %,d connections",
                table.name(),
                table.nodes().size(),
                table.stages(),
                table.nodes().stream().anyMatch(NetworkTable.Row::isInLoop) ? " (* in a loop)" : "",
                table.parameters(),
                table.connections());
    }

    private static int width(NetworkTable table, Function<NetworkTable.Row, String> column) {
        return table.nodes().stream()
                .mapToInt(row -> column.apply(row).length())
                .max()
                .orElse(4);
    }

    private static String count(long number) {
        return number == 0 ? "" : String.format(Locale.ROOT, "%,d", number);
    }
}
