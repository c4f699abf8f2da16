package io.memspike.tasks.nir;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.file.internal.AtomicDirectory;
import io.memspike.core.graph.Input;
import io.memspike.core.run.Network;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.record.NodeRecording;
import java.io.IOException;
import java.util.List;

/** Runs a network in NIR on samples, and records what its nodes do. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class NirRunning implements Experiment<NirRunPlan, NirRunResult> {
    @Override
    public String name() {
        return "nir run";
    }

    @Override
    public NirRunResult run(NirRunPlan plan, Run run) throws IOException {
        final NirNetwork nir = NirNetwork.read(plan.graph(), plan.time());
        final Model model = nir.model();
        final List<String> nodes = plan.record() == null
                ? model.graph().outputs().stream().distinct().toList()
                : plan.record();
        NodeRecording.requireNodes(model.graph(), nodes);
        Checkpoints.requireNoInput(plan.outData(), plan.graph(), plan.input());
        Checkpoints.requireWritable(plan.outData());
        final Samples samples = samples(plan, nir);
        final Network network = nir.network(run.choice(samples.size()).kernels());
        final SpikeCounter counter = new SpikeCounter(model.graph());
        try (AtomicDirectory directory = AtomicDirectory.create(plan.out())) {
            try (NodeRecording recording = new NodeRecording(directory.path(), network, samples, nodes);
                    Progress.Bar bar = run.begin("run", samples.size())) {
                new ClassifierEvaluation(network, samples, run.threads(), bar::to)
                        .seenBy(recording)
                        .seenBy(counter)
                        .run(null);
                recording.finish();
            }
            if (plan.outData() != null) {
                RecordedData.of(directory.path(), nodes, nir.nir().by().dt(), plan.asEvents())
                        .write(plan.outData());
            }
            directory.commit();
        }
        return new NirRunResult(
                plan.graph(),
                nir.nir().by().toString(),
                samples.size(),
                samples.steps(),
                counter.perSample(samples.size()),
                model.graph().outputs(),
                nodes,
                plan.out(),
                nir.nir().notes());
    }

    private static Samples samples(NirRunPlan plan, NirNetwork nir) throws IOException {
        final Shape shape = nir.input();
        if (!DataSamples.isData(plan.input())) {
            return NpySamples.read(plan.input(), shape);
        }
        final String node = nir.model().graph().nodesOf(Input.class).get(0).name();
        return DataSamples.read(plan.input(), node, shape, nir.nir().by().dt());
    }
}
