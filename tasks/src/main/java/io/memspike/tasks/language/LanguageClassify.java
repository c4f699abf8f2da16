package io.memspike.tasks.language;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.Adapter;
import io.memspike.tasks.language.internal.LanguageChip;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.Sentences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what class a text is of, for each of several tasks on one encoder. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageClassify implements Experiment<LanguageClassify.Plan, LanguageClassify.Result> {
    /**
     * What is classified.
     *
     * @param text the text
     * @param model an imported encoder
     * @param adapter what tasks have learnt
     * @param analogue whether on a chip, and not in memory
     * @param chip what it is made of
     * @param seed of the chip
     */
    public record Plan(
            @Option(label = "TEXT", says = "a text", positional = true)
            String text,

            @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
            Path model,

            @Option(label = "FILE", says = "what a task has learnt; may be given several times", required = true)
            List<Path> adapter,

            @Option(says = "on the chip of --seed, which holds the encoder once for all tasks")
            boolean analogue,

            ChipChoice chip,
            long seed) {
        /** Refuses what no chip reads. */
        public Plan {
            adapter = List.copyOf(adapter);
            if (!analogue) {
                chip.requireStandard("--analogue");
                ChipChoice.requireNoSeed(seed, "--analogue");
            }
        }
    }

    /** What came out; the components say what they mean. */
    public record Result(
            @Means("the text") String text,

            @Means("number of its tokens, those included that begin and end it")
            int tokens,

            @Means("whether on a chip") boolean analogue,
            List<Answer> answers) {}

    /** The answer of one task. */
    public record Answer(
            @Means("the task's adapter") Path adapter,
            @Means("the class that is likeliest") String label,
            @Means("its probability") double probability,
            @Means("number of classes") int classes) {}

    @Override
    public String name() {
        return "language classify";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        plan.chip().hardware(0); // checks, before anything is read
        final LanguageModel model = LanguageModel.read(plan.model());
        final List<Adapter> adapters = new ArrayList<>();
        for (final Path file : plan.adapter()) {
            adapters.add(Adapter.read(file, model));
        }
        final int[] tokens = model.tokens(plan.text());
        final LanguageChip chip = plan.analogue() ? LanguageChip.of(model, plan.chip(), plan.seed(), run) : null;
        final boolean hasHeads = adapters.stream().anyMatch(adapter -> adapter.lowRank() == null);
        final float[] bare = // once for all heads without low-rank parts
                hasHeads ? embedding(model, chip, tokens, run) : null;
        final List<Answer> answers = new ArrayList<>();
        for (int a = 0; a < adapters.size(); a++) {
            final Adapter adapter = adapters.get(a);
            final float[] embedding =
                    adapter.lowRank() == null ? bare : embedding(adapter.on(model), chip, tokens, run);
            final double[] probabilities = adapter.probabilities(embedding);
            final int best = Adapter.best(probabilities);
            answers.add(new Answer(
                    plan.adapter().get(a),
                    adapters.get(a).labels().get(best),
                    probabilities[best],
                    probabilities.length));
        }
        return new Result(plan.text(), tokens.length, plan.analogue(), answers);
    }

    /** Digital where there is no chip. */
    private static float[] embedding(LanguageModel model, LanguageChip chip, int[] tokens, Run run) throws IOException {
        return new Sentences(chip == null ? model.network(run.kernels()) : chip.network(model)).embed(tokens);
    }
}
