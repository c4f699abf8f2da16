package io.memspike.tasks.language;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.Sentences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Embeds a text: the mean over its tokens, or the first of them, scaled to length 1. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageEmbed implements Experiment<LanguageEmbed.Plan, LanguageEmbed.Result> {
    /**
     * What is embedded.
     *
     * @param text the text
     * @param model an imported encoder
     */
    public record Plan(
            @Option(label = "TEXT", says = "a text", positional = true)
            String text,

            @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
            Path model) {}

    /** What came out; the components say what they mean. */
    public record Result(
            @Means("the text") String text,

            @Means("its tokens, those included that begin and end it")
            List<Integer> tokens,

            @Means("mean over the tokens, or the first of them, as the encoder was imported, scaled to length 1")
            List<Float> embedding) {}

    @Override
    public String name() {
        return "language embed";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final LanguageModel model = LanguageModel.read(plan.model());
        final int[] tokens = model.tokens(plan.text());
        final float[] mean = new Sentences(model.network(run.kernels())).embed(tokens);
        double squares = 0;
        for (final float each : mean) {
            squares += (double) each * each;
        }
        final double factor = squares > 0 ? 1 / Math.sqrt(squares) : 0;
        final List<Float> embedding = new ArrayList<>();
        for (final float each : mean) {
            embedding.add((float) (each * factor));
        }
        final List<Integer> numbers = new ArrayList<>();
        for (final int token : tokens) {
            numbers.add(token);
        }
        return new Result(plan.text(), numbers, embedding);
    }
}
