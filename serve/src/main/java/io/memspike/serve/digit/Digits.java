package io.memspike.serve.digit;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.run.Network;
import io.memspike.core.runtime.Inference;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.Placement;
import io.memspike.serve.model.Kept;
import io.memspike.serve.model.ServedModels.Served;
import io.memspike.serve.model.Workshop;
import io.memspike.tasks.EnergyEvaluation;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.plan.AskedHardware;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.Networks;
import java.util.List;

/** Names digits: prepares models on the hardware asked for, keeps those that were used last, and runs them. Thread-safe. */
final class Digits {
    private static final int MOST_PREPARED = 24;
    private static final ExitPolicy CONFIDENCE = new ConfidencePolicy(1f);

    private final Workshop workshop;
    private final DigitInputs inputs;
    private final Kept<List<Object>, Prepared> prepared = new Kept<>(MOST_PREPARED);

    Digits(Workshop workshop, DigitInputs inputs) {
        this.workshop = workshop;
        this.inputs = inputs;
    }

    /** Runs one inference, as evaluate would, and notes all of it. */
    DigitAnswer run(DigitRequest request) throws Exception {
        final Served served = workshop.models().of(request.model());
        final DigitInputs.Shown shown = inputs.of(request, served);
        final Prepared on = prepared(request.bench(), served, shown.samples(), request.dataset());
        final ExitPolicy policy = request.policy();
        final EventFrames frames = EventFrames.of(shown.samples());
        shown.samples().load(shown.number(), frames);
        final Trail trail = new Trail(on, frames, CONFIDENCE);
        return on.with(session -> {
            final long start = System.nanoTime();
            final int steps = Inference.run(session, shown.number(), frames, policy, trail);
            final long micros = (System.nanoTime() - start) / 1000;
            final boolean stopped = policy != null && policy.isDecided(session.answer());
            return new DigitAnswer(
                    served.name(),
                    session.decision(),
                    request.dataset() == null ? null : shown.label(),
                    steps,
                    frames.steps(),
                    stopped && steps < frames.steps(),
                    request.stop(),
                    DigitAnswer.Size.of(frames.shape()),
                    layers(on),
                    trail.steps(),
                    trail.operations(),
                    DigitAnswer.Energy.of(on.energy().report(trail.work(), 1)),
                    micros,
                    Pruning.share(on.model()),
                    request.asked());
        });
    }

    private static List<DigitAnswer.Layer> layers(Prepared on) {
        return on.network().graph().nodesOf(SpikingKind.class).stream()
                .map(Node::name)
                .map(name -> new DigitAnswer.Layer(
                        name,
                        DigitAnswer.Size.of(on.network().graph().shape(name)),
                        NeuronWeights.behind(on.network().graph(), name)))
                .toList();
    }

    /** A model on its hardware. */
    Prepared prepared(Bench bench, Served served, Samples samples, String dataset) throws Exception {
        final String ranged = dataset == null ? DataChoice.of(null, served.model()) : dataset;
        return prepared.of(
                List.of(bench, ranged, samples.shape(), samples.steps()),
                () -> prepare(bench, served, samples, ranged));
    }

    private Prepared prepare(Bench bench, Served served, Samples samples, String ranged) throws Exception {
        final Model model = bench.pruned() == null ? served.model() : Pruning.to(served.model(), bench.pruned());
        final Placement trained = Networks.trained(served.file(), served.model());
        final AskedHardware asked =
                AskedHardware.of(trained, ConverterChoice.ofBits(bench.adcOption()), bench.readNoise(), bench.seed());
        final Cells cells = bench.cells();
        final AskedHardware befallen = cells == null
                ? asked
                : new AskedHardware(asked.placement().each(hardware -> hardware.with(cells)), asked.needsScales());
        final Placement placement =
                befallen.scaled(served.file(), model, () -> observed(served, ranged, bench.seed()), workshop.kernels());
        final Network network = Networks.of(served.file(), model, samples, workshop.kernels(), placement);
        final Model fitting = model.at(samples.shape());
        return new Prepared(
                served,
                fitting,
                network,
                ModelNetwork.placed(fitting, workshop.kernels(), placement),
                EnergyEvaluation.isStill(samples));
    }

    private Samples observed(Served served, String dataset, long seed) throws java.io.IOException {
        try {
            return inputs.firstTraining(served, dataset, ConverterCalibration.SAMPLES, seed);
        } catch (java.io.IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
