package io.memspike.tasks.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sweeps of an experiment that counts labels: fast, and its results are known. */
class SweepingTest {
    private static final String GRID = """
            experiment: labels
            plan: {dataset: mnist}
            grid:
              samples: [1, 5, 10]
              split: [TEST, TRAIN]
            """;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("sweep.yaml");
    }

    private SweepResult sweep(String text, String more) throws IOException {
        Files.writeString(file, text);
        final String plan = "{\"plan\": \"" + file + "\"" + more + "}";
        return new Sweeping().run(Plans.read(plan, SweepPlan.class), Run.quiet(2));
    }

    @Test
    void shouldDoEveryCombinationOfAGrid() throws IOException {
        final SweepResult result = sweep(GRID, "");

        assertEquals(6, result.jobs());
        assertEquals(6, result.done());
        assertEquals(0, result.failed());
        assertEquals(
                List.of("{samples=1, split=TEST}", "{samples=1, split=TRAIN}", "{samples=5, split=TEST}"),
                result.points().stream()
                        .limit(3)
                        .map(point -> point.fields().toString())
                        .toList());
        assertEquals(List.of("mostCommon"), result.figures());
        // the first ten test digits of MNIST are 7 2 1 0 4 1 4 9 5 9
        assertEquals(0.2, result.points().get(4).figures().get("mostCommon").mean());
        assertEquals(6, Files.readAllLines(result.results()).size());
        assertEquals(
                "samples,split,mostCommon,mostCommonDeviation,mostCommonNumber,failures,onFront",
                Files.readAllLines(result.table()).get(0));
        assertTrue(Files.readAllLines(result.table()).contains("10,TEST,0.2,0.0,1,0,"));
    }

    @Test
    void shouldDoOnlyWhatIsMissing() throws IOException {
        final Path results = sweep(GRID, "").results();
        final Map<String, String> whole = lines(results);
        final List<String> all = Files.readAllLines(results);
        Files.writeString(
                results, all.get(0) + "\n" + all.get(3) + "\n" + all.get(4).substring(0, 9));

        final SweepResult again = sweep(GRID, "");

        assertEquals(4, again.done());
        assertEquals(2, again.found());
        assertEquals(whole, lines(results));
    }

    @Test
    void shouldGiveTheSameLinesAnyNumberAtOnce() throws IOException {
        final Map<String, String> one = lines(sweep(GRID, ", \"atOnce\": 1, \"out\": \"" + directory + "/one\"")
                .results());
        final Map<String, String> five = lines(sweep(GRID, ", \"atOnce\": 5, \"out\": \"" + directory + "/five\"")
                .results());

        assertEquals(one, five);
    }

    /** Lines by job: their order is that in which jobs were done. */
    private static Map<String, String> lines(Path results) throws IOException {
        final Map<String, String> lines = new TreeMap<>();
        for (final String line : Files.readAllLines(results)) {
            lines.put(line.substring(0, 30), line);
        }
        return lines;
    }

    @Test
    void shouldTakeNewPointsIntoOldResults() throws IOException {
        sweep(GRID, "");

        final SweepResult more = sweep(GRID.replace("[1, 5, 10]", "[1, 5, 10, 20]"), "");

        assertEquals(2, more.done());
        assertEquals(6, more.found());
    }

    @Test
    void shouldTellAFailingJobInALineAndDoTheOthers() throws IOException {
        final String text = "experiment: labels\npoints: [{samples: 2}, {dataset: none-such}, {samples: 3}]\n";

        final SweepResult result = sweep(text, "");

        assertEquals(1, result.failed());
        assertEquals(
                List.of(0, 1, 0),
                result.points().stream().map(SweepResult.Point::failures).toList());
        assertTrue(result.firstFailure().contains("none-such"), result.firstFailure());
        assertEquals(0, sweep(text, "").done());
        assertEquals(1, sweep(text, ", \"retry\": true").done());
    }

    @Test
    void shouldDoJobsAgainWhoseFilesAreOthers() throws IOException {
        final Path data = directory.resolve("data.txt");
        Files.writeString(data, "one");
        final String text = "experiment: labels\nplan: {dataset: " + data + "}\ngrid: {samples: [1, 2]}\n";
        assertEquals(2, sweep(text, "").done());
        assertEquals(0, sweep(text, "").done());

        Files.writeString(data, "other");

        assertEquals(2, sweep(text, "").done());
    }

    @Test
    void shouldDrawPointsThatDoNotDependOnTheirNumber() throws IOException {
        final String text = """
                experiment: labels
                random:
                  count: 3
                  of: {samples: {from: 1, to: 1000}, split: [TEST, TRAIN]}
                """;
        final SweepResult three = sweep(text, "");

        final SweepResult five = sweep(text.replace("3", "5"), "");

        assertEquals(2, five.done());
        assertEquals(
                three.points().stream().map(SweepResult.Point::fields).toList(),
                five.points().stream().limit(3).map(SweepResult.Point::fields).toList());
    }

    @Test
    void shouldKnowAJobWhateverTheOrderOfItsFields() throws IOException {
        sweep("experiment: labels\nplan: {dataset: mnist, split: TEST}\ngrid: {samples: [1, 2]}\n", "");

        assertEquals(
                0,
                sweep("experiment: labels\nplan: {split: TEST}\ngrid: {samples: [2, 1], dataset: [mnist]}\n", "")
                        .done());
    }

    @Test
    void shouldDoEqualPointsOnce() throws IOException {
        final SweepResult result = sweep("experiment: labels\npoints: [{samples: 3}, {samples: 3}]\n", "");

        assertEquals(1, result.done());
        assertEquals(2, result.points().size());
        assertEquals(
                result.points().get(0).figures().get("mostCommon").mean(),
                result.points().get(1).figures().get("mostCommon").mean());
    }

    @Test
    void shouldBeginAnewWhatAJobLeftUnfinished() throws IOException {
        final String text = """
                experiment: train classify
                plan: {network: mlp, samples: 20, test-samples: 10, epochs: 1}
                repeats: 2
                figures: [accuracy]
                """;
        final SweepResult result = sweep(text, "");
        final Path kept = directory.resolve("sweep").resolve("files");
        final String id = Files.readAllLines(result.results()).get(0).substring(8, 24);
        assertTrue(Files.exists(kept.resolve(id + "-model.safetensors")));
        Files.writeString(kept.resolve(id + "-model.checkpoint.safetensors"), "unfinished");
        Files.delete(result.results());

        final SweepResult again = sweep(text, "");

        assertEquals(0, again.failed(), again.firstFailure());
        assertEquals(result.points().get(0).figures(), again.points().get(0).figures());
    }

    @Test
    void shouldFindTheParetoFront() throws IOException {
        final SweepResult result =
                sweep(GRID + "figures: ['counts[7]']\npareto: {mostCommon: most, samples: most}\n", "");

        // of the test digits shares are 1, 0.2 (of 5 one each) and 0.2: more samples at the same share are better
        final List<Boolean> front =
                result.points().stream().map(SweepResult.Point::onFront).toList();
        assertTrue(front.get(0));
        assertFalse(front.get(2));
        assertEquals(List.of("counts[7]", "mostCommon", "samples"), result.figures());
    }

    @Test
    void shouldRefuseASecondSweepInTheSamePlace() throws IOException {
        final Path results = directory.resolve("sweep").resolve("results.jsonl");
        try (ResultLines other = ResultLines.open(results)) {
            final String message =
                    assertThrows(IOException.class, () -> sweep(GRID, "")).getMessage();

            assertEquals(results + ": expected results that nobody else writes, found another sweep at work", message);
            assertFalse(other.has(new SweepJob(0, Map.of(), null, "x", null)));
        }
    }

    @Test
    void shouldRefuseResultsThatAreNone() throws IOException {
        final Path results = sweep(GRID, "").results();
        Files.writeString(results, "{\"job\": 3}\n", StandardOpenOption.APPEND);

        refused(GRID, results + ": line 7: expected the result of a job, found something else");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    grid: {}                                           | line 1, column 1: field experiment: expected a text, found nothing
                    experiment: sweep                                  | line 1, column 1: field experiment: expected one of *, found "sweep"
                    {experiment: labels, grid: {epochs: [1]}}          | line 1, column 29: field grid.epochs: expected one of the fields dataset, data, split, samples, found an unknown field
                    {experiment: labels, grid: {samples: []}}          | line 1, column 29: field grid.samples: expected at least one value, found none
                    {experiment: labels, grid: {samples: 3}}           | line 1, column 29: field grid.samples: expected a list of values, found 3
                    {experiment: labels, points: []}                   | line 1, column 22: field points: expected at least one point, found none
                    {experiment: labels, repeats: 2}                   | line 1, column 22: field repeats: expected a plan with one seed, found 2 repeats
                    {experiment: labels, plan: {samples: -1}}          | point {}: plan: --samples: expected at least 0, found -1
                    {experiment: labels, plan: {split: 1}, grid: {split: [TEST]}} | line 1, column 29: field plan.split: expected one that all points have, found a swept one
                    {experiment: labels, pareto: {mostCommon: least}}  | line 1, column 22: field pareto: expected at least two figures, found 1
                    {experiment: labels, pareto: {a: best, b: least}}  | line 1, column 31: field pareto.a: expected most or least, found "best"
                    {experiment: labels, figures: [nonsense]}          | figures: expected one of samples, counts[], mostCommon, found 'nonsense'
                    {experiment: labels, random: {count: 2, of: {samples: {from: 0.5, to: 1}}}} | line 1, column 46: field random.of.samples: expected whole numbers, found 0.5 and 1
                    {experiment: labels, random: {count: 2, of: {samples: {from: 2, to: 1}}}} | line 1, column 65: field random.of.samples.to: expected at least 2, found 1
                    {experiment: labels, random: {count: 2, of: {samples: {from: 0, to: 1, scale: log}}}} | line 1, column 56: field random.of.samples.from: expected a number above 0, as scale: log needs, found 0
                    """)
    void shouldRefuseWhatIsNoSweep(String text, String message) {
        refused(text, file + ": " + message);
    }

    private void refused(String text, String message) {
        final String found =
                assertThrows(IOException.class, () -> sweep(text, "")).getMessage();
        final String[] parts = message.split("\\*", 2);
        assertTrue(found.startsWith(parts[0]) && found.endsWith(parts[parts.length - 1]), found);
    }

    @Test
    void shouldRefuseAClusterThatNobodyKnows() {
        final Exception e =
                assertThrows(IllegalArgumentException.class, () -> sweep(GRID, ", \"on\": \"none://here\""));

        assertTrue(e.getMessage().startsWith("--on: expected local"), e.getMessage());
    }

    @Test
    void shouldRefuseParquetBeforeAnyJobWhereNobodyWritesIt() {
        final Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> sweep(GRID, ", \"parquet\": \"" + directory.resolve("parquet") + "\""));

        assertEquals("--parquet: expected --on spark://HOST:PORT, found --on local", e.getMessage());
        assertFalse(Files.exists(directory.resolve("sweep")));
    }
}
