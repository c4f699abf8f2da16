package io.memspike.app.language;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups what can be done with texts. */
@Command(
        name = "language",
        description = "Import an encoder of texts, and learn tasks on top of it.",
        subcommands = {
            LanguageImportCommand.class,
            LanguageEmbedCommand.class,
            LanguageTrainCommand.class,
            LanguageClassifyCommand.class
        })
public final class LanguageCommand extends CommandGroup {
    /** For the command line. */
    public LanguageCommand() {
        super("what to do with texts");
    }
}
