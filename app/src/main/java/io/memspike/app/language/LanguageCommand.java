package io.memspike.app.language;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups what can be done with texts. */
@Command(
        name = "language",
        description = "Import an encoder of texts, learn tasks on top of it, and put it onto chips.",
        subcommands = {
            LanguageImportCommand.class,
            LanguageEmbedCommand.class,
            LanguageTrainCommand.class,
            LanguageClassifyCommand.class,
            LanguageEvaluateCommand.class,
            LanguageAgeCommand.class,
            LanguageStudyCommand.class,
            LanguageEnergyCommand.class
        })
public final class LanguageCommand extends CommandGroup {
    /** For the command line. */
    public LanguageCommand() {
        super("what to do with texts");
    }
}
