package io.memspike.app.language;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.language.LanguageImport;
import io.memspike.tasks.language.LanguageImportPlan;
import io.memspike.tasks.language.LanguageImportResult;
import picocli.CommandLine.Command;

/** Imports an encoder. */
@Command(name = "import", description = "Make a model file of an encoder of texts that others trained (ONNX), once.")
final class LanguageImportCommand extends ExperimentCommand<LanguageImportPlan, LanguageImportResult> {
    LanguageImportCommand() {
        super(new LanguageImport());
    }

    @Override
    protected void say(LanguageImportPlan plan, LanguageImportResult result, Report report) {
        report.line(
                "%d layers of %d channels in %d heads, %d between; %d tokens known, %d of a text; an embedding is %s",
                result.layers(),
                result.hidden(),
                result.heads(),
                result.intermediate(),
                result.entries(),
                result.tokens(),
                result.pooling().equals("mean") ? "the mean over tokens" : "the first token");
        report.line(
                "%.1f million numbers, %.1f of them weights of full connections, from %s: %s",
                result.parameters() / 1e6, result.weights() / 1e6, result.source(), result.out());
    }
}
