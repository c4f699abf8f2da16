package io.memspike.tasks.language.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Substrate;
import io.memspike.core.run.Surroundings;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.hardware.OutputGaussian;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.memristor.tile.PositionTiles;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.ChipChoice;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.WeightNoise;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tiles that an encoder's connections lie on while adapters learn beside them: weights with noise that each batch draws anew, rows
 * driven by each token's largest input through DACs, noise of the columns' sums, and ADCs of the ranges that a chip has. Gradients pass
 * roundings, and are blocked where an ADC clips. Weights are as they were meant, or as they lie on an aged chip, which drifted and whose
 * read-outs compensate that.
 */
public final class TilesInTraining implements Surroundings {
    private static final int SYMMETRIC_BITS = 8; // from which on a code more or less of an ADC does not count

    private final ChipChoice choice;
    private final LanguageChip chip;
    private final boolean isAged;
    private final Map<String, float[]> scales = new LinkedHashMap<>(); // of columns, by node
    private final double weightNoise;
    private final long seed;
    private final Kernels kernels;

    private TilesInTraining(
            ChipChoice choice, LanguageChip chip, boolean isAged, double weightNoise, long seed, Kernels kernels) {
        this.choice = choice;
        this.chip = chip;
        this.isAged = isAged;
        this.weightNoise = weightNoise;
        this.seed = seed;
        this.kernels = kernels;
        for (final Node node : encoder().nodesOf(MatrixKind.class)) {
            final Matrix matrix = Matrix.of(encoder(), node.name());
            scales.put(node.name(), scales(chip.model().model().effective(node.name()), matrix.out()));
        }
    }

    /**
     * Of chips such as this one, whose ADCs have the ranges of the one that the seed programs.
     *
     * @param ageSeconds age of that very chip, whose weights it is then; null for weights as they were meant
     */
    public static TilesInTraining of(
            LanguageModel model, ChipChoice choice, double weightNoise, Double ageSeconds, long seed, Run run)
            throws IOException {
        final LanguageChip fresh = LanguageChip.of(model, choice, seed, run);
        return ageSeconds == null
                ? new TilesInTraining(choice, fresh, false, weightNoise, seed, run.kernels())
                : new TilesInTraining(
                        choice, fresh.aged(choice, ageSeconds, run), true, weightNoise, seed, run.kernels());
    }

    /** The chip whose ranges, and perhaps whose weights, these are. */
    public LanguageChip chip() {
        return chip;
    }

    private Graph encoder() {
        return chip.model().model().graph();
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

    /**
     * A node's weights as they lie on tiles, if it does, with noise.
     *
     * @param meant what they were meant to be
     * @param batchesDone batches that have drawn noise
     */
    public Parameters.Frozen lying(String node, Parameters.Frozen meant, long batchesDone) {
        if (!scales.containsKey(node)) {
            return meant;
        }
        final float[] effective = new float[meant.size()];
        meant.effective(effective);
        final Parameters.Frozen lying = isAged ? new Parameters.Frozen(aged(node), 1f) : meant;
        return lying.with(new WeightNoise(
                effective, scales.get(node).length, weightNoise, source("weight noise", node), batchesDone, kernels));
    }

    /** With drift, read noise and what compensates drift in front of the converters. */
    private float[] aged(String node) {
        return chip.placed()
                .tokenCells(encoder().node(node), Matrix.of(encoder(), node))
                .effective();
    }

    @Override
    public Substrate around(Substrate exact) {
        return (node, matrix) -> scales.containsKey(node.name())
                ? tiles(node, matrix, (WeightedSynapses) exact.connect(node, matrix))
                : exact.connect(node, matrix);
    }

    private PositionTiles tiles(Node node, Matrix matrix, WeightedSynapses lying) {
        final PositionCells cells = new PositionCells(matrix, lying, scales.get(node.name()), choice.tileRows());
        final float range = chip.placed()
                .placement()
                .fullScales()
                .columns()
                .get(node.name())
                .floatValue();
        final PositionTiles.OutputNoise noise = choice.outputNoise() == 0
                ? PositionTiles.OutputNoise.NONE
                : new OutputGaussian(
                        (float) choice.outputNoise(), source("output noise", node.name()), cells.tiles(), kernels);
        if (choice.adcBits() < SYMMETRIC_BITS) { // those of the chip, code by code
            final ColumnReadout own = chip.placed().converters(node.name(), matrix);
            return new PositionTiles(matrix, cells, highestCode(choice.dacBits()), own, range, noise, kernels);
        }
        final PositionTiles.Converters converters = new PositionTiles.Converters(
                choice.tileRows(), highestCode(choice.dacBits()), highestCode(choice.adcBits()), range);
        return new PositionTiles(matrix, cells, converters, noise, kernels);
    }

    private static int highestCode(int bits) {
        return (1 << bits - 1) - 1;
    }

    private long source(String what, String node) {
        return RandomStream.of(seed, what + " in training", encoder().position(node))
                .nextLong();
    }
}
