package io.memspike.tasks.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.plan.Spread;
import io.memspike.tasks.plan.TrainingNews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTrainTest {
    private static final String HEAD = "";
    private static final String PLAIN = "'mode': 'plain', 'rank': 2, 'batch': 3";
    private static final String AWARE = "'mode': 'aware', 'rank': 2, 'batch': 3";
    private static final String BEST = AWARE + ", 'holdOut': 2, 'kept': {'keep': 'best'}";
    private static final String AGED = AWARE + ", 'refit': {'adaptAt': '10y'}";
    private static final String COARSE = AWARE + ", 'chip': {'adcBits': 4, 'dacBits': 4}";

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        final Model model = SentencesTest.model();
        new Model(
                        model.graph(),
                        model.tensors(),
                        Map.of(),
                        Map.of(),
                        Map.of(LanguageModel.TOKENIZER, LanguageChipTest.TOKENIZER, LanguageModel.DIGEST, "digest"))
                .write(directory.resolve("model.safetensors"));
        Files.writeString(
                directory.resolve("train.tsv"), "r\tred\nr\tthe red\ng\tgreen\ng\tthe greener\nr\twarm red\ng\tcold\n");
        Files.writeString(directory.resolve("test.tsv"), "r\tred\ng\tgreen\ng\tcolder\n");
    }

    private LanguageTrainPlan plan(String adapter, String settings) {
        final String json = "{'task': '" + directory + "', 'model': '" + directory.resolve("model.safetensors")
                + "', 'adapter': '" + directory.resolve(adapter) + "', 'epochs': 4"
                + (settings.isEmpty() ? "" : ", ") + settings + "}";
        return Plans.read(json.replace('\'', '"'), LanguageTrainPlan.class);
    }

    private LanguageTrainResult train(String adapter, String settings) throws IOException {
        return new LanguageTrain().run(plan(adapter, settings), Run.quiet(1));
    }

    private byte[] bytes(String adapter) throws IOException {
        return Files.readAllBytes(directory.resolve(adapter));
    }

    /** A run that somebody stops after so many epochs that were told. */
    private static final class Stopping implements Progress {
        private int left;

        Stopping(int epochs) {
            left = epochs;
        }

        @Override
        public Bar begin(String task, long most) {
            return (done, note) -> {};
        }

        @Override
        public void tell(Record news) {
            if (news instanceof TrainingNews.Epoch && --left == 0) {
                throw new IllegalStateException("stopped");
            }
        }
    }

    /** Epochs that are told before those of adapters begin: the head's. */
    private int headEpochs(String settings) {
        final LanguageTrainPlan plan = plan("part.safetensors", settings);
        return plan.hasAdapters() ? plan.refit().headEpochs(6, plan.batch()) : 0;
    }

    private void stop(String adapter, String settings, int epochs) {
        final Run run = new Run(1, "auto", new Stopping(headEpochs(settings) + epochs), Drawings.NONE);
        assertThrows(IllegalStateException.class, () -> new LanguageTrain().run(plan(adapter, settings), run));
    }

    private static String with(String settings, String more) {
        return settings.isEmpty() ? more : settings + ", " + more;
    }

    private String resuming(String settings, String adapter) {
        final String resume = "'resume': '" + directory.resolve(adapter + ".checkpoint.safetensors") + "'";
        return settings.contains("'kept'")
                ? settings.replace("'kept': {", "'kept': {" + resume + ", ")
                : with(settings, "'kept': {" + resume + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEAD, PLAIN, AWARE, BEST, AGED, COARSE})
    void shouldGoOnFromACheckpointToTheSameBits(String settings) throws IOException {
        final LanguageTrainResult whole = train("whole.safetensors", settings);
        stop("part.safetensors", settings, 2);
        assertTrue(Files.exists(directory.resolve("part.checkpoint.safetensors")));
        assertFalse(Files.exists(directory.resolve("part.safetensors")), "nothing half learnt is written");

        final LanguageTrainResult resumed = train("part.safetensors", resuming(settings, "part"));

        assertArrayEquals(bytes("whole.safetensors"), bytes("part.safetensors"));
        assertEquals(whole.accuracy(), resumed.accuracy());
        assertEquals(whole.chipAccuracy(), resumed.chipAccuracy());
        assertEquals(whole.epoch(), resumed.epoch());
        assertFalse(Files.exists(directory.resolve("part.checkpoint.safetensors")));
    }

    @Test
    void shouldRefuseToPassASettingOverOnTheWayOn() throws IOException {
        stop("part.safetensors", PLAIN, 1);

        assertTrue(refused(resuming("'mode': 'plain', 'rank': 3", "part")).startsWith("--rank: expected 2, as "));
        assertTrue(refused(resuming("'mode': 'plain', 'clip': 2", "part")).startsWith("--clip: expected 1.0, as "));
        assertTrue(refused("'kept': {'repeats': 2, 'resume': 'x'}").contains("--repeats: expected at least 1"));
        assertTrue(refused("'kept': {'keep': 'all'}").contains("--keep: expected best or last"));
        assertTrue(assertThrows(IOException.class, () -> train("part.safetensors", PLAIN))
                .getMessage()
                .contains("expected no unfinished training"));
        Files.writeString(directory.resolve("train.tsv"), "r\tred\ng\tgreen\n");
        assertTrue(assertThrows(IOException.class, () -> train("part.safetensors", resuming("", "part")))
                .getMessage()
                .contains("expected the texts that training began with, found others"));
    }

    private String refused(String settings) {
        return assertThrows(IllegalArgumentException.class, () -> train("part.safetensors", settings))
                .getMessage();
    }

    @Test
    void shouldKeepTheCheckpointWhereItIsToStay() throws IOException {
        train("a.safetensors", PLAIN + ", 'kept': {'keepCheckpoint': true}");
        final byte[] once = bytes("a.safetensors");

        final LanguageTrainResult again = train("a.safetensors", resuming("", "a"));

        assertNull(again.loss(), "nothing was left to do");
        assertArrayEquals(once, bytes("a.safetensors"));
    }

    /** The first of the epochs that do best on held-out texts, as each of them told. */
    @Test
    void shouldKeepTheBestEpoch() throws IOException {
        final List<Double> watched = new ArrayList<>();
        final Run run = new Run(
                1,
                "auto",
                new Progress() {
                    @Override
                    public Bar begin(String task, long most) {
                        return (done, note) -> {};
                    }

                    @Override
                    public void tell(Record news) {
                        if (news instanceof TrainingNews.Epoch epoch
                                && epoch.result().watched() != null) {
                            watched.add(epoch.result().watched());
                        }
                    }
                },
                Drawings.NONE);

        final LanguageTrainResult result =
                new LanguageTrain().run(plan("a.safetensors", BEST.replace("aware", "plain")), run);

        assertEquals(4, watched.size());
        assertEquals(1 + watched.indexOf(watched.stream().max(Double::compare).orElseThrow()), result.epoch());
        assertEquals(watched.get(result.epoch() - 1), result.accuracy());
    }

    @Test
    void shouldRepeatWithTheSeedsThatFollow() throws IOException {
        final LanguageTrainResult both = train("a.safetensors", PLAIN + ", 'seed': 4, 'kept': {'repeats': 2}");
        train("b.safetensors", PLAIN + ", 'seed': 5");

        assertArrayEquals(bytes("b.safetensors"), bytes("a-5.safetensors"));
        assertFalse(Arrays.equals(bytes("a-4.safetensors"), bytes("a-5.safetensors")));
        assertEquals(directory.resolve("a-4.safetensors"), both.adapter());
        assertEquals(2, both.accuracies().size());
        assertEquals(Spread.mean(both.accuracies()), both.accuracy());
        assertEquals(Spread.deviation(both.accuracies()), both.deviation());
    }

    @Test
    void shouldLearnOnTheVeryChipOfItsAge() throws IOException {
        final LanguageTrainResult aged = train("aged.safetensors", AGED);
        assertTrue(aged.chipAccuracy() >= 0 && aged.chipAccuracy() <= 1);
        assertNull(train("meant.safetensors", AWARE).chipAccuracy());
        train("fresh.safetensors", AGED.replace("10y", "0"));
        train("other.safetensors", AGED + ", 'weightNoise': 0");
        final List<byte[]> all = List.of(
                bytes("aged.safetensors"),
                bytes("meant.safetensors"),
                bytes("fresh.safetensors"),
                bytes("other.safetensors"));
        for (int a = 0; a < all.size(); a++) {
            for (int b = 0; b < a; b++) {
                assertFalse(Arrays.equals(all.get(a), all.get(b)), a + " and " + b);
            }
        }
    }

    /** For 600 updates, of few texts no more than 60 epochs, of many no less than 8. */
    @ParameterizedTest
    @CsvSource({"6, 3, 60", "320, 32, 60", "500, 32, 39", "2500, 32, 8", "2500, 16, 8", "2500, 64, 16", "100000, 32, 8"
    })
    void shouldFitAHeadToFewTextsForMoreEpochs(int texts, int batch, int epochs) {
        assertEquals(epochs, plan("a.safetensors", PLAIN).refit().headEpochs(texts, batch));
    }

    /** As long as is said, and the same bits as where a head of its own began so: its size of step goes by its own length. */
    @Test
    void shouldBeginBehindAHeadThatLearntForSoLong() throws IOException {
        train("head.safetensors", "'batch': 3");
        train("from.safetensors", PLAIN + ", 'refit': {'from': '" + directory.resolve("head.safetensors") + "'}");

        train("own.safetensors", PLAIN + ", 'refit': {'headEpochs': 4}");

        assertArrayEquals(bytes("from.safetensors"), bytes("own.safetensors"));
    }

    @Test
    void shouldBeginWithAnotherAdapter() throws IOException {
        train("a.safetensors", AWARE);
        final String from = "'from': '" + directory.resolve("a.safetensors") + "'";
        final LanguageTrainResult again = train("b.safetensors", AWARE + ", 'refit': {" + from + "}");

        assertNull(again.textsPerSecond(), "no head was fitted");
        assertFalse(Arrays.equals(bytes("a.safetensors"), bytes("b.safetensors")));
        assertTrue(refused(AWARE.replace("2", "3") + ", 'refit': {" + from + "}")
                .startsWith("--rank, --alpha: expected 2 and 32.0, as "));
        assertTrue(refused("'refit': {" + from + "}").contains("--from: expected --mode plain or aware"));
        assertTrue(refused(AWARE + ", 'refit': {'headEpochs': 9, " + from + "}")
                .contains("--head-epochs: expected at least 1, and"));
        assertTrue(refused(AWARE + ", 'refit': {'headEpochs': 0}").contains("--head-epochs: expected at least 1"));
        assertTrue(refused("'refit': {'headEpochs': 9}").contains("--head-epochs: expected --mode plain or aware"));
        assertTrue(refused(PLAIN + ", 'refit': {'adaptAt': '1y'}").contains("--adapt-at: expected --mode aware"));
        assertTrue(refused(AWARE + ", 'refit': {'adaptAt': 'old'}").contains("--adapt-at: expected a number of"));
        Files.writeString(directory.resolve("train.tsv"), "r\tred\nb\tgreen\n");
        Files.writeString(directory.resolve("test.tsv"), "r\tred\nb\tgreen\n");
        assertTrue(
                refused(AWARE + ", 'refit': {" + from + "}").startsWith("--from: expected an adapter of the classes"));
    }
}
