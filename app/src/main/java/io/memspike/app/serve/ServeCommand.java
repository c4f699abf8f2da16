package io.memspike.app.serve;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.serve.Serve;
import picocli.CommandLine.Command;

/** Serves the live page. */
@Command(
        name = "serve",
        description = {
            "Serve a live page on this machine: draw digits and watch spikes decide, fill holes,",
            "look into arrays, follow streams, start and compare runs. Ends with Ctrl-C."
        })
public final class ServeCommand extends ExperimentCommand<Serve.Plan, Serve.Result> {
    /** The command. */
    public ServeCommand() {
        super(new Serve());
    }

    @Override
    protected void sayNews(Record news, Serve.Plan plan, Report report) {
        if (news instanceof Serve.Listening listening) {
            report.lineOrWarning("", "open " + listening.address());
        }
    }

    @Override
    protected void say(Serve.Plan plan, Serve.Result result, Report report) {
        report.line("served %s for %.0f s", result.address(), result.seconds());
    }
}
