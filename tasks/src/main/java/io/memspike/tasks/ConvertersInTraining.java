package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.run.Surroundings;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Weights;
import io.memspike.tasks.internal.DeviceText;
import io.memspike.topology.Learners;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.parameter.Parameters;
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

    ConvertersInTraining(
            ClassifierPlan plan, Samples samples, Graph graph, Learners learners, String device, FullScales scales) {
        this.plan = plan;
        this.samples = samples;
        this.graph = graph;
        this.learners = learners;
        this.device = device;
        this.scales = scales;
    }

    /** The full scales as they are now. */
    FullScales scales() {
        return scales;
    }

    /** Goes on with other full scales. */
    void use(FullScales other) {
        scales = other;
    }

    /** What the forward pass reads weights through. */
    Surroundings forward(Kernels kernels) {
        return plan.converters() == null
                ? Surroundings.EXACT
                : exact -> placed(kernels).with(scales).around(exact);
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

    /** Finds full scales of the weights as they are now. */
    void calibrate(Kernels kernels) {
        if (plan.converters() != null) {
            scales = ConverterCalibration.of(
                    placed(kernels),
                    Checkpoint.model(graph, learners, Map.of(), false).tensors(),
                    ConverterCalibration.Presentation.of(samples),
                    plan.seed());
        }
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

    /** Tells a model's metadata of the hardware, once full scales are found. */
    void describe(Map<String, String> metadata) {
        if (!scales.isEmpty()) {
            metadata.put(Placement.KEY, placement().toJson());
            scales.describe(metadata);
        }
    }
}
