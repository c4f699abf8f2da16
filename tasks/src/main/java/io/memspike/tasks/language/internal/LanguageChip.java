package io.memspike.tasks.language.internal;

import io.memspike.core.Synapses;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Weights;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.memristor.tile.PositionTiles;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.internal.Parallel;
import io.memspike.tasks.language.ChipChoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An encoder whose full connections are programmed onto one chip; adapters lie beside them in memory. Same model, hardware and
 * seed, same bits. Immutable and thread-safe.
 *
 * @param model the encoder
 * @param placed its connections on their tiles, behind converters of known ranges
 * @param kernels inner loops
 */
public record LanguageChip(LanguageModel model, Placed placed, Kernels kernels) {
    private static final String SENTENCES = "calibration.txt";

    /**
     * Programs a chip with drift compensation, and finds its converters' ranges.
     *
     * @param choice what it is made of
     * @param seed of the chip
     */
    public static LanguageChip of(LanguageModel model, ChipChoice choice, long seed, Run run) throws IOException {
        final Kernels kernels = run.kernels();
        final Hardware hardware = choice.hardware(0);
        final Placed bare =
                new Placement(hardware, seed).on(model.model().graph(), weights(model.model(), kernels), kernels);
        program(bare, run);
        final LanguageChip chip = new LanguageChip(model, bare, kernels);
        if (choice.adcBits() == 0) {
            return chip;
        }
        final FullScales scales =
                choice.bound() > 0 ? fixed(bare, choice.bound(), seed) : chip.calibrated(sentences(model), run);
        return new LanguageChip(model, bare.with(scales), kernels);
    }

    /** The same chip at another age; its converters keep their ranges. */
    public LanguageChip aged(ChipChoice choice, double seconds, Run run) throws IOException {
        if (seconds == 0) {
            return this;
        }
        final Placement other = new Placement(
                        choice.hardware(seconds), placed.placement().seed())
                .with(placed.placement().fullScales());
        final Placed aged = other.on(model.model().graph(), weights(model.model(), kernels), kernels);
        program(aged, run);
        return new LanguageChip(model, aged, kernels);
    }

    /** The same without drift compensation. */
    public LanguageChip uncompensated() {
        return new LanguageChip(model, placed.uncompensated(), kernels);
    }

    /** Programs all connections, which are asked for later one by one. */
    private static void program(Placed placed, Run run) {
        final List<Node> nodes = placed.graph().nodesOf(MatrixKind.class);
        try (Progress.Bar bar = run.begin("program chip " + placed.placement().seed(), nodes.size())) {
            Parallel.run(
                    nodes.size(),
                    Math.min(run.threads(), nodes.size()),
                    () -> i -> placed.tokenCells(
                            nodes.get(i), Matrix.of(placed.graph(), nodes.get(i).name())),
                    bar::to);
        }
    }

    /** A model's weights, before they are put onto anything. */
    public static Weights weights(Model model, Kernels kernels) {
        return new Weights() {
            @Override
            public Synapses exact(Node node, Matrix matrix) {
                return WeightedSynapses.of(matrix, model.effective(node.name()), kernels);
            }

            @Override
            public MemristorArray cells(Node node, Matrix matrix) {
                return MemristorArray.mapped(
                        matrix,
                        model.weights(node.name()),
                        FormedRram.prime(),
                        model.graph().position(node.name()));
            }
        };
    }

    private static FullScales fixed(Placed placed, double bound, long seed) {
        final Map<String, Double> columns = new LinkedHashMap<>();
        placed.graph().nodesOf(MatrixKind.class).forEach(node -> columns.put(node.name(), bound));
        return new FullScales(columns, Map.of(), seed);
    }

    private FullScales calibrated(List<int[]> texts, Run run) {
        final AtomicInteger shown = new AtomicInteger();
        try (Progress.Bar bar = run.begin("find ranges", Progress.UNKNOWN)) {
            return placed.calibrated(model.model().tensors(), session -> {
                        final Sentences sentences = new Sentences(session, model.most());
                        for (int i = 0; i < texts.size(); i++) {
                            sentences.embed(i, texts.get(i));
                            bar.to(shown.incrementAndGet());
                        }
                    })
                    .placement()
                    .fullScales();
        }
    }

    /** What converters' ranges are found on, whatever tasks there are: the same chip serves them all. */
    private static List<int[]> sentences(LanguageModel model) throws IOException {
        try (InputStream in = LanguageChip.class.getResourceAsStream(SENTENCES)) {
            final List<int[]> texts = new ArrayList<>();
            for (final String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                texts.add(model.tokens(line));
            }
            return texts;
        }
    }

    /**
     * Ready to run.
     *
     * @param adapted the encoder, perhaps with adapters beside its connections
     */
    public Network network(LanguageModel adapted) throws FileFormatException {
        return network(adapted, new TreeMap<>());
    }

    /**
     * The same.
     *
     * @param given what of it lies on tiles, by node, as the network reads it. Added to.
     */
    public Network network(LanguageModel adapted, Map<String, PositionCells> given) throws FileFormatException {
        final Placed within = placed.within(adapted.model().graph(), weights(adapted.model(), kernels));
        try {
            return Network.of(
                    adapted.model().graph(),
                    adapted.model().tensors(),
                    (node, matrix) -> {
                        final Synapses synapses = within.connect(node, matrix);
                        if (synapses instanceof PositionTiles tiles) {
                            given.put(node.name(), tiles.cells());
                        }
                        return synapses;
                    },
                    kernels);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(model.file() + ": " + e.getMessage());
        }
    }

    /** A digest of what lies on its tiles, bit for bit. */
    public String digest() {
        final Map<String, PositionCells> lying = new TreeMap<>();
        for (final Node node : placed.graph().nodesOf(MatrixKind.class)) {
            lying.put(node.name(), placed.tokenCells(node, Matrix.of(placed.graph(), node.name())));
        }
        return digest(lying);
    }

    /** A digest of what lies on tiles, by node: conductances as they are read, and with the gains and scales behind them. */
    public static String digest(Map<String, PositionCells> lying) {
        final Map<String, float[]> numbers = new TreeMap<>();
        lying.forEach((node, cells) -> {
            numbers.put(node + " read", cells.weights());
            numbers.put(node + " effective", cells.effective());
        });
        return LanguageModel.digest(numbers);
    }
}
