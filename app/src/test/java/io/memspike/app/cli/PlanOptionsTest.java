package io.memspike.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.Split;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Plans;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;

class PlanOptionsTest {
    /** Settings of every kind. */
    record Sample(
            @Option(label = "MODEL", says = "a model file", positional = true)
            Path model,

            @Option(label = "S", says = "must be there", required = true)
            String source,

            @Option(label = "N", says = "the first N", otherwise = "0", shown = "all")
            int firstOnes,

            @Option(label = "R", says = "Adam's share, 95 % of [0, 1] (see `x`)", shown = "by network")
            Double rate,

            @Option(label = "train|test", says = "the [part](a.md#b)", otherwise = "test")
            Split split,

            @Option(label = "NODES", says = "may be repeated, as `'a*'` is")
            List<String> prune,

            @Option(label = "NODE", says = "with commas", split = ",")
            List<Path> record,

            Inner inner,
            long seed) {}

    /** Settings inside. */
    record Inner(
            @Option(name = "--short", says = "a switch") boolean shorted) {}

    private static Sample parse(String... arguments) {
        final PlanOptions<Sample> options = new PlanOptions<>(Sample.class);
        new CommandLine(options.spec())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
        return options.plan(7);
    }

    @Test
    void shouldMakeThePlanOfWhatIsGiven() {
        assertEquals(
                new Sample(
                        Path.of("m"),
                        "s",
                        3,
                        0.5,
                        Split.TRAIN,
                        List.of("a", "b=0.1"),
                        List.of(Path.of("x"), Path.of("y")),
                        new Inner(true),
                        7),
                parse(
                        "m",
                        "--source=s",
                        "--first-ones",
                        "3",
                        "--rate",
                        "0.5",
                        "--split",
                        "train",
                        "--prune",
                        "a",
                        "--prune",
                        "b=0.1",
                        "--record",
                        "x,y",
                        "--short"));
    }

    @Test
    void shouldTakeWhatIsNotGivenAsTheRecordSays() {
        final Sample plan = parse("m", "--source", "s");

        assertEquals(new Sample(Path.of("m"), "s", 0, null, Split.TEST, null, null, new Inner(false), 7), plan);
        assertEquals(plan, Plans.read("{\"model\": \"m\", \"source\": \"s\", \"seed\": 7}", Sample.class));
    }

    @Test
    void shouldRefuseWhatLacksAValueThatMustBeThere() {
        assertThrows(MissingParameterException.class, () -> parse("--source", "s"));
        assertThrows(MissingParameterException.class, () -> parse("m"));
    }

    @Test
    void shouldHelpWithSentences() {
        final String help = new CommandLine(new PlanOptions<>(Sample.class).spec())
                .setUsageHelpWidth(200)
                .getUsageMessage()
                .replaceAll(" +", " ");

        assertTrue(help.contains(" MODEL A model file.\n"), help);
        assertTrue(help.contains(" --first-ones=N The first N (default: all).\n"), help);
        assertTrue(help.contains(" --rate=R Adam's share, 95 % of [0, 1] (see 'x') (default: by network).\n"), help);
        assertTrue(help.contains(" --split=train|test The part (default: test).\n"), help);
        assertTrue(help.contains(" --short A switch.\n"), help);
        assertTrue(help.contains(" --prune=NODES May be repeated, as 'a*' is.\n"), help);
    }
}
