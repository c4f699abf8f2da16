package io.memspike.app.cli;

import java.util.function.Consumer;

/**
 * Bars on standard error, or a line that is written over, where that is a terminal.
 *
 * @param json whether all must be silent
 * @param news takes what is worth a line
 */
record TerminalProgress(boolean json, Consumer<Record> news) implements io.memspike.tasks.experiment.Progress {
    @Override
    public Bar begin(String task, long most) {
        return most == UNKNOWN ? Status.of(json) : Progress.of(task, most, json);
    }

    @Override
    public void tell(Record what) {
        news.accept(what);
    }
}
