package io.memspike.tasks;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Synapses;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Substrate;
import io.memspike.core.run.Surroundings;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Weights;
import io.memspike.tasks.internal.ConverterReadout;
import io.memspike.tasks.internal.DeviceText;
import io.memspike.tasks.internal.LearntScales;
import io.memspike.topology.Learners;
import io.memspike.topology.LearningSurroundings;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.gradient.CurrentReadout;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import java.nio.file.Path;
import java.util.Map;

/** The converters that a classifier is trained through, if its plan has any, with full scales that follow its weights. */
final class ConvertersInTraining {
    /** Of full scales, in each epoch. */
    private static final int CALIBRATIONS = 16;

    private final ClassifierPlan plan;
    private final Samples samples;
    private final Graph graph;
    private final Learners learners;
    private final String device; // of pruned weights; null where none are
    private FullScales scales;
    private LearntScales learnt; // null where scales are observed, or nothing is known of them yet
    private long batches; // begun, those before a resumption included

    ConvertersInTraining(
            ClassifierPlan plan, Samples samples, Graph graph, Learners learners, String device, FullScales scales) {
        this.plan = plan;
        this.samples = samples;
        this.graph = graph;
        this.learners = learners;
        this.device = device;
        this.scales = scales;
    }

    /** Goes on with full scales that were learnt, if a checkpoint has any. */
    void resume(Path path, Model checkpoint) throws FileFormatException {
        learnt = LearntScales.of(checkpoint);
        final boolean isBegun = plan.epochsDone() > 0; // before that nothing is known of scales
        if (learntScales() != (learnt != null) && (isBegun || learnt != null)) {
            throw new FileFormatException(
                    path,
                    "metadata " + LearntScales.STATE,
                    learntScales() ? "full scales that are learnt" : "none",
                    learnt == null ? "none" : "some");
        }
    }

    private boolean learntScales() {
        return plan.converters() != null && plan.learning().scales();
    }

    /** The full scales as they are now. */
    FullScales scales() {
        return scales;
    }

    /** Goes on with other full scales. */
    void use(FullScales other) {
        scales = other;
    }

    /**
     * What the forward pass reads weights through.
     *
     * @param done batches behind a resumption
     */
    Surroundings forward(Kernels kernels, long done) {
        if (plan.converters() == null) {
            return Surroundings.EXACT;
        }
        batches = done;
        return learntScales()
                ? new Learning(kernels)
                : exact -> placed(kernels).with(drawn()).around(exact);
    }

    /** Full scales with the chance of the batch that begins. */
    private FullScales drawn() {
        final long batch = batches++;
        return plan.learning().redraws()
                ? scales.withSeed(
                        RandomStream.of(plan.seed(), "converters", batch).nextLong())
                : scales;
    }

    /** With full scales that learn: currents are left as the columns have them, and read by converters behind. */
    private final class Learning implements LearningSurroundings {
        private final Kernels kernels;
        private Placed placed;

        Learning(Kernels kernels) {
            this.kernels = kernels;
        }

        @Override
        public Substrate around(Substrate exact) {
            final FullScales drawn = drawn();
            placed = placed(kernels).with(drawn);
            return placed.with(new FullScales(Map.of(), drawn.rows(), drawn.signed(), drawn.seed()))
                    .around(exact);
        }

        @Override
        public CurrentReadout readout(String node) {
            final Matrix matrix = Matrix.of(graph, node);
            final AdcReadout converters = placed.converters(node, matrix);
            return converters == null
                    ? null
                    : new ConverterReadout(converters, placed.corrected(node, matrix, converters), matrix.output());
        }

        @Override
        public void learn(Map<String, Double> gradients, UpdateRule rule) {
            learnt.update(gradients, rule);
            scales = learnt.in(scales);
        }
    }

    /** The same progress, on which full scales are found afresh within an epoch. */
    TrainingProgress recalibrating(TrainingProgress progress, Kernels kernels) {
        return new TrainingProgress() {
            private int calibrations = 1;

            @Override
            public void updated(int epoch, int done, int of, double meanLoss, double accuracy) {
                progress.updated(epoch, done, of, meanLoss, accuracy);
                if (done < of && (long) done * CALIBRATIONS >= (long) calibrations * of) {
                    calibrations = 1 + (int) ((long) done * CALIBRATIONS / of);
                    calibrate(kernels);
                }
            }
        };
    }

    /** Finds full scales of the weights as they are now; those that are learnt, to begin with. */
    void calibrate(Kernels kernels) {
        if (plan.converters() != null && learnt == null) {
            scales = ConverterCalibration.of(
                    placed(kernels),
                    Checkpoint.model(graph, learners, Map.of(), false).tensors(),
                    ConverterCalibration.Presentation.of(samples),
                    plan.seed());
            learnt = learntScales() ? LearntScales.of(scales) : null;
        }
    }

    /** Keeps what is learnt of full scales as that of the best epoch. */
    void keep() {
        if (learnt != null) {
            learnt.keep();
        }
    }

    /** Full scales for the best epoch's weights, which were brought back. */
    void restore(Kernels kernels) {
        if (learnt != null) {
            learnt.restore();
            scales = learnt.in(scales);
        }
        calibrate(kernels);
    }

    /** The weights as they are now, on the hardware of the plan. */
    private Placed placed(Kernels kernels) {
        return placement()
                .on(
                        graph,
                        new Weights() {
                            @Override
                            public Synapses exact(Node node, Matrix matrix) {
                                final float[] effective = new float[matrix.weights()];
                                parameters(node).effective(effective);
                                return WeightedSynapses.of(matrix, effective, kernels);
                            }

                            @Override
                            public MemristorArray cells(Node node, Matrix matrix) {
                                final int position = graph.position(node.name());
                                final byte[] mask = parameters(node).mask();
                                return mask != null
                                        ? MemristorArray.program(
                                                        matrix, DeviceText.device(device), plan.seed(), position)
                                                .disconnect(mask)
                                        : MemristorArray.mapped(
                                                matrix, parameters(node).weights(), FormedRram.prime(), position);
                            }
                        },
                        kernels);
    }

    private Placement placement() {
        return new Placement(Hardware.WHOLE.with(plan.converters()), plan.seed());
    }

    private Parameters parameters(Node node) {
        return learners.learnt().get(Model.name(node.name(), "weight")).parameters();
    }

    /**
     * Tells a model's metadata of the hardware, once full scales are found.
     *
     * @param withState whether training is to go on from it
     */
    void describe(Map<String, String> metadata, boolean withState) {
        if (withState && learnt != null) {
            learnt.describe(metadata);
        }
        if (!scales.isEmpty()) {
            metadata.put(Placement.KEY, placement().toJson());
            scales.describe(metadata);
        }
    }
}
