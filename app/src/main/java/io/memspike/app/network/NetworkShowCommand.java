package io.memspike.app.network;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.network.NetworkTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** Tells a network's nodes, and draws it. */
@Command(
        name = "show",
        description = {
            "Show the nodes of a network: shapes, parameters, connections, order; and draw it.",
            "Without --input, what enters has the shape that the network says, or else that of camera events, 2,34,34."
        })
final class NetworkShowCommand extends ExperimentCommand<Show.Plan, Show.Result> {
    NetworkShowCommand() {
        super(new Show());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        GraphPicture.write(file, (GraphText) what);
    }

    @Override
    protected void say(Show.Plan plan, Show.Result result, Report report) {
        print(result.table(), report);
        if (result.picture() != null) {
            report.line("picture %s", result.picture());
        }
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
