package io.memspike.tasks.hardware;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.datasets.Split;
import io.memspike.datasets.Subset;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.PathEnergy;
import io.memspike.memristor.hardware.ColumnSums;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the columns of binary layers are read as where they add up resistances, and what a read takes. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Sums implements Experiment<SumsPlan, SumsResult> {
    @Override
    public String name() {
        return "array sums";
    }

    @Override
    public SumsResult run(SumsPlan plan, Run run) throws IOException {
        Checkpoints.requireWritable(plan.csv());
        Checkpoints.requireNoInput(plan.csv(), plan.model());
        final Hardware hardware = plan.hardware();
        final Model read = ModelNetwork.read(plan.model());
        final String dataset = plan.data().of(read);
        final ClassifierData data = plan.data().data(plan.model(), read, plan.seed());
        final Samples samples = data.samples(dataset, Split.TEST, plan.samples(), SumsPlan.MOST);
        run.tellOf(samples);
        final Model model = read.at(samples.shape());
        final Placed placed = ModelNetwork.placed(
                        model, run.kernels(), ModelNetwork.placement(model, hardware, plan.seed()))
                .calibrated(
                        model.tensors(),
                        ConverterCalibration.Presentation.of(
                                data.firstTraining(dataset, ConverterCalibration.SAMPLES)));
        final List<SumsResult.Layer> layers = new ArrayList<>();
        final List<Node> nodes = model.graph().nodesOf(MatrixKind.class);
        try (Progress.Bar bar = run.begin("layers", nodes.size())) {
            for (final Node node : nodes) {
                layers.add(layer(placed, node, model, samples, hardware));
                bar.to(layers.size());
            }
        }
        if (plan.csv() != null) {
            WholeFile.writeTable(plan.csv(), List.of("node", "true", "read", "count"), rows(layers));
        }
        return SumsResult.of(plan, samples.size(), layers);
    }

    private static SumsResult.Layer layer(Placed placed, Node node, Model model, Samples samples, Hardware hardware) {
        final ColumnSums sums = ColumnSums.of(placed, node.name(), model.tensors(), session -> {
            for (int from = 0; from < samples.size(); from += ConverterCalibration.SAMPLES) {
                ConverterCalibration.Presentation.of(new Subset(
                                samples, from, Math.min(samples.size(), from + ConverterCalibration.SAMPLES)))
                        .show(session);
            }
        });
        final Matrix matrix = Matrix.of(model.graph(), node.name());
        final ConverterPlan converters = hardware.converters();
        final PathEnergy.Read energy = PathEnergy.ASSUMED.of(
                matrix,
                hardware.tiles().geometry(),
                hardware.cells().device().range(),
                converters.bits(),
                EnergyConstants.builtIn());
        return SumsResult.Layer.of(node.name(), sums, energy, samples.steps());
    }

    private static List<List<Object>> rows(List<SumsResult.Layer> layers) {
        final List<List<Object>> rows = new ArrayList<>();
        for (final SumsResult.Layer layer : layers) {
            layer.sums()
                    .counts()
                    .forEach((truly, read) ->
                            read.forEach((number, count) -> rows.add(List.of(layer.node(), truly, number, count))));
        }
        return rows;
    }
}
