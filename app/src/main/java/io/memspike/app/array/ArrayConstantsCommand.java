package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.energy.Constants;
import io.memspike.tasks.energy.ConstantsPlan;
import io.memspike.tasks.energy.ConstantsResult;
import java.util.List;
import picocli.CommandLine.Command;

/** Constants of a technology, each with its source. */
@Command(
        name = "constants",
        description = "Tell the constants that energy, time and area are modelled with, and where each comes from.")
final class ArrayConstantsCommand extends ExperimentCommand<ConstantsPlan, ConstantsResult> {
    ArrayConstantsCommand() {
        super(new Constants());
    }

    @Override
    protected void say(ConstantsPlan plan, ConstantsResult result, Report report) {
        report.line("%s", result.constants());
        for (final ConstantsResult.Told each : result.told()) {
            if (each.value() != null) {
                report.line("%-22s %10.4g %-3s %s", each.key(), each.value(), each.unit(), each.source());
            }
        }
        final List<String> missing = result.told().stream()
                .filter(each -> each.value() == null)
                .map(each -> each.key() + " (" + each.unit() + ")")
                .toList();
        if (!missing.isEmpty()) {
            report.line("to be given, as no source is known: %s", String.join(", ", missing));
        }
    }
}
