package io.memspike.app.language;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.language.LanguageEmbed;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Embeds a text. */
@Command(name = "embed", description = "Embed a text: numbers that lie close for texts of like meaning.")
final class LanguageEmbedCommand extends ExperimentCommand<LanguageEmbed.Plan, LanguageEmbed.Result> {
    private static final int SHOWN = 8;

    LanguageEmbedCommand() {
        super(new LanguageEmbed());
    }

    @Override
    protected void say(LanguageEmbed.Plan plan, LanguageEmbed.Result result, Report report) {
        report.line("%d tokens: %s", result.tokens().size(), result.tokens());
        report.line(
                "%d channels: %s, …",
                result.embedding().size(),
                result.embedding().stream()
                        .limit(SHOWN)
                        .map(each -> Report.number("%.4f", each))
                        .collect(Collectors.joining(", ")));
    }
}
