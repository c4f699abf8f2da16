package io.memspike.app.language;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.language.LanguageEnergy;
import io.memspike.tasks.language.LanguageEnergyPlan;
import io.memspike.tasks.language.LanguageEnergyResult;
import picocli.CommandLine.Command;

/** Energy of a text. */
@Command(
        name = "energy",
        description = "Say what a text takes on a chip, by component, and on a machine that is digital throughout.")
final class LanguageEnergyCommand extends ExperimentCommand<LanguageEnergyPlan, LanguageEnergyResult> {
    private static final double MICRO = 1e6; // per joule, per second

    LanguageEnergyCommand() {
        super(new LanguageEnergy());
    }

    @Override
    protected void say(LanguageEnergyPlan plan, LanguageEnergyResult result, Report report) {
        report.line("%d tokens", result.tokens());
        report.line("%-20s %12s %9s %14s %9s", "", "chip (uJ)", "(us)", "digital (uJ)", "(us)");
        for (final LanguageEnergyResult.Part part : result.parts()) {
            report.line(
                    "%-20s %12.3f %9s %14s %9s",
                    part.part(),
                    MICRO * part.joules(),
                    number(part.seconds()),
                    number(part.digitalJoules()),
                    number(part.digitalSeconds()));
        }
        machine(
                report,
                "all",
                result.chip().joules(),
                result.chip().seconds(),
                result.digital().joules(),
                result.digital().seconds());
        report.line(
                "%-20s %12.3f %9s %14.3f",
                "with memory",
                MICRO * result.chip().joulesWithMemory(),
                "",
                MICRO * result.digital().joulesWithMemory());
        report.line("digital takes %.1f x the energy of the chip, memory left out", result.digitalOverChip());
        result.assumptions().forEach(each -> report.line("- %s", each));
    }

    private static void machine(
            Report report, String what, double joules, double seconds, double digital, double digitalSeconds) {
        report.line(
                "%-20s %12.3f %9.2f %14.3f %9.2f",
                what, MICRO * joules, MICRO * seconds, MICRO * digital, MICRO * digitalSeconds);
    }

    private static String number(Double value) {
        return Report.number("%.3f", value == null ? Double.NaN : MICRO * value);
    }
}
