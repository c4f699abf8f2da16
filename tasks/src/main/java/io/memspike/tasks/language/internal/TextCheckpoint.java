package io.memspike.tasks.language.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.datasets.text.TextSet;
import io.memspike.tasks.PlanJson;
import io.memspike.tasks.TrainingState;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.language.LanguageTrainPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The checkpoint of a training on top of an encoder: a model with the state of what learns.
 *
 * @param file where it lies
 * @param model graph, tensors and state
 * @param plan how the training began
 * @param epochsDone epochs behind it
 */
public record TextCheckpoint(Path file, Model model, LanguageTrainPlan plan, int epochsDone) {
    private static final String EPOCHS = "epochsDone";
    private static final String TEXTS = "texts";
    private static final String USUAL = "{\"task\": \"\", \"adapter\": \"\"}"; // a plan of no other options
    private static final Set<String> FREE =
            Set.of("--task", "--model", "--adapter", "--resume", "--keep-checkpoint", "--repeats");

    /**
     * Reads one.
     *
     * @throws FileFormatException where it is none
     */
    public static TextCheckpoint read(Path file) throws IOException {
        final Model model = Model.read(file);
        final LanguageTrainPlan plan = TrainingState.plan(
                file, model, "the plan of language train", json -> Plans.read(json, LanguageTrainPlan.class));
        final String epochs = String.valueOf(model.metadata().get(EPOCHS));
        try {
            return new TextCheckpoint(file, model, plan, Integer.parseInt(epochs));
        } catch (NumberFormatException e) {
            throw new FileFormatException(file, "metadata " + EPOCHS, "a whole number", epochs);
        }
    }

    /**
     * The plan that it began with, for the files that are asked for.
     *
     * @throws IllegalArgumentException where other options say otherwise, which would be passed over in silence
     */
    public LanguageTrainPlan goingOn(LanguageTrainPlan asked) {
        final Map<String, Object> usual = Plans.values(Plans.read(USUAL, LanguageTrainPlan.class));
        final Map<String, Object> begun = Plans.values(plan);
        Plans.values(asked).forEach((option, value) -> {
            if (!FREE.contains(option)
                    && !Objects.equals(value, usual.get(option))
                    && !Objects.equals(value, begun.get(option))) {
                throw new IllegalArgumentException(option + ": expected "
                        + (begun.get(option) == null ? "nothing" : begun.get(option)) + ", as " + file
                        + " says, found " + value);
            }
        });
        return plan.goingOn(asked);
    }

    /** Refuses to go on with another encoder, or other texts. */
    public void require(LanguageModel encoder, TextSet texts) throws FileFormatException {
        if (!encoder.digest().equals(model.metadata().get(LanguageModel.DIGEST))) {
            throw new FileFormatException(
                    file, "metadata " + LanguageModel.DIGEST, "the encoder of " + encoder.file(), "another encoder");
        }
        if (!digest(texts).equals(model.metadata().get(TEXTS))) {
            throw new FileFormatException(file, "metadata " + TEXTS, "the texts that training began with", "others");
        }
    }

    private static String digest(TextSet texts) {
        final StringBuilder all = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            all.append(texts.labels().get(texts.classes().get(i)))
                    .append('\t')
                    .append(texts.texts().get(i))
                    .append('\n');
        }
        return LanguageModel.digest(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where checkpoints of a training go.
     *
     * @param file the file
     * @param plan how it began
     * @param encoder digest of its encoder
     * @param texts digest of its texts
     */
    public record Place(Path file, LanguageTrainPlan plan, String encoder, String texts) {
        /** Beside what a training of a plan writes. */
        public static Place of(Path file, LanguageTrainPlan plan, LanguageModel encoder, TextSet texts) {
            return new Place(file, plan, encoder.digest(), digest(texts));
        }

        /** What a checkpoint says after so many epochs. */
        Map<String, String> metadata(int epochsDone) {
            final Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put("seed", Long.toString(plan.seed()));
            metadata.put(PlanJson.KEY, Plans.write(plan));
            metadata.put(EPOCHS, Integer.toString(epochsDone));
            metadata.put(LanguageModel.DIGEST, encoder);
            metadata.put(TEXTS, texts);
            return metadata;
        }
    }
}
