package io.memspike.tasks.energy;

import com.google.auto.service.AutoService;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.energy.EnergyModel;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.EnergyEvaluation;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingEnergy;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.ExitPolicies;
import io.memspike.tasks.plan.Networks;
import io.memspike.tasks.segment.PixelAccuracy;
import io.memspike.tasks.segment.SegmentationData;
import java.io.IOException;
import java.util.List;

/** Models energy and duration of inferences, by layer and component, beside a digital machine's. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Energy implements Experiment<EnergyPlan, EnergyResult> {
    @Override
    public String name() {
        return "array energy";
    }

    @Override
    public EnergyResult run(EnergyPlan plan, Run run) throws IOException {
        final EnergyConstants constants = plan.technology().priced();
        run.requireDrawing(plan.plot(), plan.model(), plan.technology().constants());
        final EnergyResult result = counted(plan, run, constants);
        run.draw(
                plan.plot(),
                new EnergyDrawing(
                        "Energy of an inference: " + plan.model().getFileName(),
                        result.run().stopped()));
        return result;
    }

    /** What inferences take. */
    static EnergyResult counted(EnergyPlan plan, Run run, EnergyConstants constants) throws IOException {
        return new Counting(plan, run, ModelNetwork.read(plan.model()), constants).result();
    }

    /** One count under way. */
    private record Counting(EnergyPlan plan, Run run, Model model, EnergyConstants constants) {
        EnergyResult result() throws IOException {
            if (Networks.isAutoEncoder(model)) {
                return inpainting();
            }
            return Networks.classifiesPixels(model) ? segmentation() : classifier();
        }

        /** Of a mean tile. */
        private EnergyResult segmentation() throws IOException {
            if (!plan.earlyStop().equals("off")) {
                throw new IllegalArgumentException("--early-stop: expected off, as " + plan.model()
                        + " classifies pixels and answers once, found " + plan.earlyStop());
            }
            final SegmentationData data = SegmentationData.of(
                    plan.data(),
                    plan.model(),
                    model,
                    plan.samples() == null ? (Integer) 1 : plan.samples(),
                    plan.seed());
            final Shape tile = model.graph().input();
            final Samples tiles = data.tiles(tile);
            final Placement trained = Networks.trained(plan.model(), model);
            final Network network = ModelNetwork.of(model, tile, run.kernels(), trained);
            final EnergyModel energy = energy(network, trained, tiles);
            try (Progress.Bar bar = run.begin("energy", tiles.size())) {
                final EnergyEvaluation all = new EnergyEvaluation(
                        network, energy, tiles, new PixelAccuracy(data, tile), run.threads(), bar::to);
                return EnergyResult.of(plan, EnergyResult.Task.PIXELS, all.run(null), energy, tiles.steps());
            }
        }

        private EnergyModel energy(Network network, Placement trained, Samples samples) {
            final Placed placed = ModelNetwork.placed(model.at(samples.shape()), run.kernels(), trained);
            return new EnergyModel(
                    network.graph(), placed, plan.hardware(), constants, EnergyEvaluation.isStill(samples));
        }

        private EnergyResult classifier() throws IOException {
            final ExitPolicy exit = ExitPolicies.of(EnergyPlan.POLICY, plan.earlyStop(), plan.model(), model);
            final Samples samples = plan.data()
                    .data(plan.model(), model, plan.seed())
                    .samples(plan.data().of(model), Split.TEST, plan.samples(), EnergyPlan.MOST);
            run.tellOf(samples);
            final Kernels kernels = run.choice(samples.size()).kernels();
            final Network network = Networks.of(plan.model(), model, samples, kernels);
            final EnergyModel energy = energy(network, Networks.trained(plan.model(), model), samples);
            try (Progress.Bar bar = run.begin("energy", samples.size())) {
                final EnergyEvaluation all = new EnergyEvaluation(network, energy, samples, run.threads(), bar::to);
                return EnergyResult.of(plan, EnergyResult.Task.CLASSES, all.run(exit), energy, samples.steps());
            }
        }

        private EnergyResult inpainting() throws IOException {
            final AutoEncoder spec = AutoEncoders.spec(plan.model(), model);
            final Canvas canvas = new Canvas(spec.side());
            final HoleMask hole = HoleMask.of(canvas, AutoEncoders.hole(null, canvas.side(), plan.model(), model));
            final ImageSet test = plan.data().sets().images(plan.data().of(model), Split.TEST);
            final List<Picture> pictures = Pictures.of(
                    test, canvas, plan.samples() == null ? Math.min(EnergyPlan.MOST, test.size()) : plan.samples());
            final Placement placement = Networks.trained(plan.model(), model);
            final Placed placed = ModelNetwork.placed(model, run.kernels(), placement);
            final EnergyModel energy = new EnergyModel(spec.inpainting(), placed, plan.hardware(), constants);
            final Inpainting.Settings settings = new Inpainting.Settings(
                    hole, AutoEncoders.stop(plan.earlyStop(), plan.model(), model), plan.seed(), run.threads());
            final AutoEncoderNetwork network = AutoEncoderNetwork.of(model, run.kernels(), placement);
            try (Progress.Bar bar = run.begin("energy", pictures.size())) {
                final InpaintingEnergy all = new InpaintingEnergy(network, energy, settings, pictures, bar::to);
                return EnergyResult.of(plan, EnergyResult.Task.HOLES, all.run(), energy, spec.steps());
            }
        }
    }
}
