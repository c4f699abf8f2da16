package io.memspike.tasks.language.internal;

import io.memspike.core.run.Network;
import io.memspike.datasets.text.TextSet;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a task has learnt, and the texts that it is judged by.
 *
 * @param adapter what it has learnt
 * @param encoder the encoder, with the adapter's parts beside its connections
 * @param texts test texts
 */
public record TaskOnChips(Adapter adapter, LanguageModel encoder, TextSet texts) {
    /** Where a task's test texts lie. */
    public static final String FILE = "test.tsv";

    /** What a number of texts means. */
    public static final String TEXTS = "N of the test texts, evenly spaced in their file, 0 for all";

    /**
     * Reads both.
     *
     * @param count so many of the texts, evenly spaced, since files are sorted by class, 0 for all
     */
    public static TaskOnChips read(LanguageModel model, Path adapterFile, Path task, int count) throws IOException {
        final Adapter adapter = Adapter.read(adapterFile, model);
        final TextSet all = TextSet.read(task.resolve(FILE), adapter.labels());
        if (count < 0 || count > all.size()) {
            throw new IllegalArgumentException(
                    "--texts: expected 0 to " + all.size() + ", as " + task + " has, found " + count);
        }
        final int texts = count == 0 ? all.size() : count;
        final List<Integer> order = IntStream.range(0, texts)
                .mapToObj(i -> (int) ((long) i * all.size() / texts))
                .toList();
        return new TaskOnChips(
                adapter,
                adapter.on(model),
                new TextSet(
                        all.labels(),
                        order.stream().map(all.texts()::get).toList(),
                        order.stream().map(all.classes()::get).toList()));
    }

    /** Share of the texts that are classified rightly in memory. */
    public double digital(Run run) throws IOException {
        return accuracy(encoder.network(run.kernels()), "digital", run);
    }

    /** The same on a chip. */
    public double on(LanguageChip chip, Run run) throws IOException {
        return on(chip, new TreeMap<>(), run);
    }

    /**
     * The same.
     *
     * @param given what lay on its tiles for this task, by node. Added to.
     */
    public double on(LanguageChip chip, Map<String, PositionCells> given, Run run) throws IOException {
        return accuracy(
                chip.network(encoder, given),
                "chip " + chip.placed().placement().seed(),
                run);
    }

    private double accuracy(Network network, String what, Run run) {
        return EmbeddedTexts.of(network, TokenTexts.of(encoder, texts), what, run)
                .accuracy(adapter);
    }
}
