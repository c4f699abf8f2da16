package io.memspike.app;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.train.Epochs;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.demo.Demo;
import io.memspike.tasks.plan.TrainingNews;
import picocli.CommandLine.Command;

/** The main job on embedded data, within minutes. */
@Command(
        name = "demo",
        description = {
            "Train PRIME's spiking network by pruning random memristors on MNIST seen by an event camera,",
            "then classify all test digits with and without early stop. 'demo inpaint' fills holes in digits."
        },
        subcommands = DemoInpaintCommand.class)
final class DemoCommand extends ExperimentCommand<Demo.Plan, Demo.Result> {
    DemoCommand() {
        super(new Demo());
    }

    @Override
    protected void sayNews(Record news, Demo.Plan plan, Report report) {
        if (news instanceof Demo.Begin begin) {
            report.line(
                    "training on %d digits, %d epoch: half of the random memristors get pruned",
                    begin.samples(), begin.epochs());
        } else if (news instanceof TrainingNews.Epoch epoch) {
            Epochs.say(epoch, "samples", report);
        }
    }

    @Override
    protected void say(Demo.Plan plan, Demo.Result result, Report report) {
        final ClassifierEvaluation.Result full = result.full();
        final ClassifierEvaluation.Result early = result.early();
        report.line("");
        report.line(
                "%d test digits            all steps   early stop (confidence > %.3f)",
                full.samples(), result.threshold());
        report.line("accuracy                   %8.2f %%   %8.2f %%", 100 * full.accuracy(), 100 * early.accuracy());
        report.line("mean steps                 %8.2f     %8.2f", full.meanSteps(), early.meanSteps());
        report.line("samples a second           %8.0f     %8.0f", full.samplesPerSecond(), early.samplesPerSecond());
        report.line(
                "synaptic operations        %8.0f     %8.0f a digit",
                full.synapticOperationsPerSample(), early.synapticOperationsPerSample());
        report.line("");
        report.line(
                "These events are simulated: an ideal sensor that moves before still digits. Of 100 real recordings of N-MNIST");
        report.line(
                "such a network gets 81 right; the shipped model `prime` learnt what real sensors do (docs/n-mnist.md).");
        report.line("%.0f s in all, of which %.0f s training", result.seconds(), result.trainSeconds());
    }
}
