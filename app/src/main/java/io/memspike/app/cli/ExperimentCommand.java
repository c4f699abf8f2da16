package io.memspike.app.cli;

import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Remark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that does an experiment: its options are the plan's settings, and {@code --json} prints the result.
 *
 * @param <P> the plan
 * @param <R> the result
 */
public abstract class ExperimentCommand<P extends Record, R extends Record> implements Callable<Integer> {
    private final Experiment<P, R> experiment;
    private final PlanOptions<P> options;

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Mixin
    private final CommandSpec settings;

    /** A command for an experiment. */
    protected ExperimentCommand(Experiment<P, R> experiment) {
        this.experiment = experiment;
        this.options = new PlanOptions<>(experiment.plan());
        this.settings = options.spec();
    }

    /** What it does. */
    public final Experiment<P, R> experiment() {
        return experiment;
    }

    /** The plan of the command line that was parsed. */
    public final P plan() {
        return options.plan(common.seed());
    }

    /** Who draws what it finds. */
    public final Drawings drawings() {
        return this::draw;
    }

    @Override
    public final Integer call() throws IOException {
        final P plan = plan();
        final Report report =
                new Report(spec.commandLine().getOut(), spec.commandLine().getErr(), common.isJson());
        final Progress progress = new TerminalProgress(common.isJson(), news -> tell(news, plan, report));
        final R result = experiment.run(plan, common.run(progress, this::draw));
        say(plan, result, report);
        report.end(result);
        return 0;
    }

    private void tell(Record news, P plan, Report report) {
        if (news instanceof Remark remark) {
            report.line("%s", remark.line());
        } else {
            sayNews(news, plan, report);
        }
    }

    /** Tells people the result, in lines. */
    protected abstract void say(P plan, R result, Report report);

    /** Tells people of something before all is done, such as an epoch. */
    protected void sayNews(Record news, P plan, Report report) {}

    /** Draws what an experiment asks for. */
    protected void draw(Path file, Record what) throws IOException {
        throw new IllegalStateException("expected an experiment that draws nothing, found " + what);
    }
}
