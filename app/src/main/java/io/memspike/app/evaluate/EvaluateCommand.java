package io.memspike.app.evaluate;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.evaluate.Evaluate;
import io.memspike.tasks.evaluate.EvaluatePlan;
import io.memspike.tasks.evaluate.EvaluateResult;
import io.memspike.tasks.neurobench.NeuroBench;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.LatencyMicros;
import io.memspike.tasks.plan.Precision;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Classifies samples with a model and measures accuracy, steps, speed and work. */
@Command(name = "evaluate", description = "Classify samples with a model: accuracy, steps, latency, work.")
public final class EvaluateCommand extends ExperimentCommand<EvaluatePlan, EvaluateResult> {
    /** For the command line. */
    public EvaluateCommand() {
        super(new Evaluate());
    }

    @Override
    protected void say(EvaluatePlan plan, EvaluateResult result, Report report) {
        final LatencyMicros latency = result.latencyMicros();
        report.line("accuracy            %.2f %% of %d samples", 100 * result.accuracy(), result.samples());
        report.line("mean steps          %.2f of %d", result.meanSteps(), result.steps());
        report.line("throughput          %.0f samples/s on %d threads", result.samplesPerSecond(), result.threads());
        report.line(
                "latency             p50 %.0f µs, p99 %.0f µs, max %.0f µs, one sample at a time",
                latency.p50(), latency.p99(), latency.max());
        report.line("synaptic operations %.0f a sample", result.synapticOpsPerSample());
        final ConverterPlan converters = result.placement().standard().converters();
        if (!converters.isExact()) {
            report.line(
                    "converters          %s%s; full scales %s",
                    ConverterChoice.words(converters),
                    result.convertersAsTrained() ? ConverterChoice.AS_TRAINED : "",
                    result.placement().fullScales().columns());
        }
        if (result.accuracyFloatingPoint() != null) {
            report.line(
                    "digital unit        costs %.2f points: %.2f %% in floating point",
                    result.digitalDropPoints(), 100 * result.accuracyFloatingPoint());
        }
        if (result.precision() == Precision.INT8) {
            report.line("precision           weights in 8 bits, sums in whole numbers");
        }
        report.line(
                "kernels             %s (%s)", result.kernels(), result.choice().reason());
        if (plan.record() != null) {
            report.line("recorded            %s of %s", plan.out(), String.join(", ", plan.record()));
        }
        say(result.neuroBench(), report);
    }

    private static void say(NeuroBench figures, Report report) {
        final Double rate = figures.executionRateHertz();
        report.line("NeuroBench          of a mean sample; operations with a zero are not effective");
        report.line("  footprint         %,d bytes", figures.footprintBytes());
        report.line(
                "  execution rate    %s",
                rate == null
                        ? "not known: --bin-ms says how long a step is"
                        : String.format(Locale.ROOT, "%.1f Hz", rate));
        report.line(
                "  sparsity          %.4f of connections, %.4f of activations",
                figures.connectionSparsity(), figures.activationSparsity());
        report.line(
                "  operations        %,.0f dense, %,.0f effective MACs, %,.0f effective ACs",
                figures.denseOperations(), figures.effectiveMacs(), figures.effectiveAcs());
    }
}
