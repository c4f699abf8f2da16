package io.memspike.tasks.nir;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.run.Network;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.EventFilters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Classifies recordings with a network in NIR. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class NirEvaluating implements Experiment<NirEvaluatePlan, NirEvaluateResult> {
    private static final double SECONDS = 0.3; // of a recording

    @Override
    public String name() {
        return "nir evaluate";
    }

    @Override
    public NirEvaluateResult run(NirEvaluatePlan plan, Run run) throws IOException {
        final NirNetwork nir = NirNetwork.read(plan.graph(), plan.time()).counting();
        final Samples samples = samples(plan, nir);
        final Network network = nir.network(run.choice(samples.size()).kernels());
        if (!samples.shape().equals(nir.input())) {
            throw new FileFormatException(
                    plan.graph(), "input", "the shape of the recordings, " + samples.shape(), nir.input());
        }
        if (network.classes() < samples.classes()) {
            throw new FileFormatException(
                    plan.graph(), "output", "at least the " + samples.classes() + " classes", network.classes());
        }
        final SpikeCounter counter = new SpikeCounter(nir.model().graph());
        final ClassifierEvaluation.Result result;
        try (Progress.Bar bar = run.begin("evaluate", samples.size())) {
            result = new ClassifierEvaluation(network, samples, run.threads(), bar::to)
                    .seenBy(counter)
                    .run(null);
        }
        final Map<String, Double> spikes = new LinkedHashMap<>();
        counter.perSample(samples.size()).forEach(fired -> spikes.put(fired.node(), fired.perSample()));
        return new NirEvaluateResult(
                plan.graph(),
                nir.nir().by().toString(),
                result.accuracy(),
                result.samples(),
                samples.steps(),
                spikes,
                nir.nir().notes());
    }

    private static Samples samples(NirEvaluatePlan plan, NirNetwork nir) throws IOException {
        final double seconds = plan.binMs() == null ? nir.nir().by().dt() : 1e-3 * plan.binMs();
        final double steps = plan.steps() > 0 ? plan.steps() : Math.ceil(SECONDS / seconds - 1e-3);
        if (seconds < 1e-6 || steps > 1 << 20) {
            throw new IllegalArgumentException(
                    "--bin-ms: expected steps of at least a microsecond, at most 2^20, found " + steps + " of "
                            + seconds + " s");
        }
        final RecordingSet recordings = NmnistBins.open(
                plan.place().directory(), plan.samples(), (int) Math.max(steps, 1), Math.round(1e6 * seconds));
        return EventFilters.areNone(plan.filter())
                ? recordings
                : recordings.behind(EventFilters.of(plan.filter()), plan.seed());
    }
}
