package io.memspike.tasks.language.internal;

import io.memspike.tasks.language.ChipChoice;
import io.memspike.core.RandomStream;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Substrate;
import io.memspike.core.run.Surroundings;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.hardware.OutputGaussian;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.memristor.tile.PositionTiles;
import io.memspike.tasks.experiment.Run;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.WeightNoise;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tiles that an encoder's connections lie on while adapters learn beside them: weights with noise that each batch draws anew, rows
 * driven by each token's largest input through DACs, noise of the columns' sums, and ADCs of the ranges that a chip has. Gradients pass
 * roundings, and are blocked where an ADC clips.
 */
public final class TilesInTraining implements Surroundings {
    private final ChipChoice choice;
    private final Graph encoder;
    private final Map<String, Double> ranges; // of ADCs, by node
    private final Map<String, float[]> scales = new LinkedHashMap<>(); // of columns, by node
    private final double weightNoise;
    private final long seed;
    private final Kernels kernels;

    private TilesInTraining(
            ChipChoice choice,
            LanguageModel model,
            Map<String, Double> ranges,
            double weightNoise,
            long seed,
            Kernels kernels) {
        this.choice = choice;
        this.encoder = model.model().graph();
        this.ranges = ranges;
        this.weightNoise = weightNoise;
        this.seed = seed;
        this.kernels = kernels;
        for (final Node node : encoder.nodesOf(MatrixKind.class)) {
            final Matrix matrix = Matrix.of(encoder, node.name());
            scales.put(node.name(), scales(model.model().effective(node.name()), matrix.out()));
        }
    }

    /** Of chips such as this one, whose ADCs have the ranges of the one that the seed programs. */
    public static TilesInTraining of(LanguageModel model, ChipChoice choice, double weightNoise, long seed, Run run)
            throws IOException {
        final LanguageChip chip = LanguageChip.of(model, choice, seed, run);
        return new TilesInTraining(
                choice, model, chip.placed().placement().fullScales().columns(), weightNoise, seed, run.kernels());
    }

    private static float[] scales(float[] weights, int columns) {
        final float[] scales = new float[columns];
        final int rows = weights.length / columns;
        for (int i = 0; i < weights.length; i++) {
            scales[i / rows] = Math.max(scales[i / rows], Math.abs(weights[i]));
        }
        for (int o = 0; o < columns; o++) {
            scales[o] = scales[o] == 0f ? 1f : scales[o];
        }
        return scales;
    }

    /** A node's weights, with noise where they lie on tiles. */
    public Parameters.Frozen noisy(String node, Parameters.Frozen weights) {
        if (!scales.containsKey(node)) {
            return weights;
        }
        final float[] effective = new float[weights.size()];
        weights.effective(effective);
        return weights.with(new WeightNoise(
                effective, scales.get(node).length, weightNoise, source("weight noise", node), 0, kernels));
    }

    @Override
    public Substrate around(Substrate exact) {
        return (node, matrix) -> scales.containsKey(node.name())
                ? tiles(node, matrix, (WeightedSynapses) exact.connect(node, matrix))
                : exact.connect(node, matrix);
    }

    private PositionTiles tiles(Node node, Matrix matrix, WeightedSynapses lying) {
        final PositionCells cells = new PositionCells(matrix, lying, scales.get(node.name()), choice.tileRows());
        final PositionTiles.Converters converters = new PositionTiles.Converters(
                choice.tileRows(),
                highestCode(choice.dacBits()),
                highestCode(choice.adcBits()),
                ranges.get(node.name()).floatValue());
        final PositionTiles.OutputNoise noise = choice.outputNoise() == 0
                ? PositionTiles.OutputNoise.NONE
                : new OutputGaussian(
                        (float) choice.outputNoise(), source("output noise", node.name()), cells.tiles(), kernels);
        return new PositionTiles(matrix, cells, converters, noise, kernels);
    }

    private static int highestCode(int bits) {
        return (1 << bits - 1) - 1;
    }

    private long source(String what, String node) {
        return RandomStream.of(seed, what + " in training", encoder.position(node))
                .nextLong();
    }
}
