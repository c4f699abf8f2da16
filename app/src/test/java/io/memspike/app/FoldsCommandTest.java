package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Early stops that are found on samples which the network, or one trained alike, has not learnt. */
class FoldsCommandTest {
    private static final int HELD_OUT = 40;

    @TempDir
    static Path directory;

    private static Path whole;
    private static Path first;
    private static Path second;

    @BeforeAll
    static void trainThem() {
        whole = SmallClassifier.train(directory.resolve("whole.safetensors"), 1, "--hold-out", 0);
        first = fold("first.safetensors", 0);
        second = fold("second.safetensors", 1);
    }

    private static Path fold(String name, int fold) {
        return SmallClassifier.train(directory.resolve(name), 1, "--hold-out", HELD_OUT, "--fold", fold);
    }

    private static double allSteps(Object... options) throws IOException {
        final Cli found = Cli.run(options);
        assertEquals(0, found.status(), found.err());
        return found.json().get("accuracyAllSteps").doubleValue();
    }

    private static void assertRefused(String part, Object... options) {
        final Cli refused = Cli.run(options);
        assertTrue(
                refused.status() == 1 || refused.status() == 2, "status " + refused.status()); // of data, or of options
        assertTrue(refused.err().contains(part), refused.err());
    }

    @Test
    void shouldJudgeEachFoldByTheModelThatHasNotLearntIt() throws IOException {
        final Path out = directory.resolve("stopped.safetensors");
        final Cli both =
                Cli.run("calibrate", whole, "--fold-model", first, "--fold-model", second, "--out", out, "--json");
        assertEquals(0, both.status(), both.err());

        assertEquals(2 * HELD_OUT, both.json().get("samples").intValue());
        assertEquals(
                (allSteps("calibrate", first, "--json") + allSteps("calibrate", second, "--json")) / 2,
                both.json().get("accuracyAllSteps").doubleValue(),
                1e-12);
        assertTrue(Model.read(out).metadata().containsKey("earlyStop"));
        assertEquals(Model.read(whole).masks().keySet(), Model.read(out).masks().keySet());
    }

    @Test
    void shouldRefuseFoldsThatAreNone() {
        final Path last = SmallClassifier.train(
                directory.resolve("last.safetensors"), 1, "--hold-out", HELD_OUT, "--held", "last");
        final Path out = directory.resolve("none.safetensors");

        assertRefused(
                "expected another fold of 40 samples than that of " + first + ", fold 0, found fold 0 of 40",
                "calibrate",
                whole,
                "--fold-model",
                first,
                "--fold-model",
                first,
                "--out",
                out);
        assertRefused(
                "held-out samples: expected a fold of them (train with --fold), found none drawn",
                "calibrate",
                whole,
                "--fold-model",
                last,
                "--out",
                out);
        assertRefused(
                "--hold-out, --dataset: expected no --fold-model",
                "calibrate",
                whole,
                "--fold-model",
                first,
                "--hold-out",
                4,
                "--out",
                out);
        assertRefused(
                "held-out samples: expected at most the 59952", "calibrate", first, "--hold-out", 59_953, "--out", out);
        assertRefused("held-out samples: expected the 40", "calibrate", second, "--hold-out", 4, "--out", out);
        assertRefused(
                "fold: expected number 9 of folds of 10000 samples",
                "train",
                "classify",
                "--network",
                "mlp",
                "--hold-out",
                10_000,
                "--fold",
                9,
                "--out",
                out);
        assertRefused("--fold: expected", "train", "classify", "--held", "last", "--fold", 1, "--out", out);
        assertRefused("--held: expected drawn or last", "train", "classify", "--held", "first", "--out", out);
        assertTrue(Files.notExists(out));
    }

    @Test
    void shouldLearnFromATeacherAndRefuseOneThatThereIsNot() throws IOException {
        final Path taught = SmallClassifier.train(
                directory.resolve("taught.safetensors"), 1, "--teacher", whole, "--scores", "magnitude");
        final Path out = directory.resolve("none.safetensors");

        final String plan = Model.read(taught).metadata().get("trainedWith");
        assertTrue(plan.contains("\"temperature\":2.0") && plan.contains("MAGNITUDE"), plan);
        assertRefused(
                "--teacher-weight, --teacher-temperature: expected --teacher",
                "train",
                "classify",
                "--teacher-weight",
                3,
                "--out",
                out);
        assertRefused(
                "--scores: expected nodes that are pruned",
                "train",
                "classify",
                "--network",
                "mlp",
                "--mode",
                "weights",
                "--scores",
                "magnitude",
                "--out",
                out);
        assertRefused(
                "nobody.safetensors",
                "train",
                "classify",
                "--network",
                "mlp",
                "--samples",
                48,
                "--teacher",
                directory.resolve("nobody.safetensors"),
                "--out",
                out);
        assertTrue(Files.notExists(out));
    }
}
