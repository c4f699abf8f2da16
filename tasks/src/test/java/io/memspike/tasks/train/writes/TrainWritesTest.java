package io.memspike.tasks.train.writes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.tasks.WriteTraining.Point;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.train.TrainPrune;
import io.memspike.tasks.train.TrainPrunePlan;
import io.memspike.tasks.train.TrainPruneResult;
import io.memspike.tasks.train.WriteCurve;
import io.memspike.tasks.train.writes.TrainWrites.Trained;
import io.memspike.topology.parameter.Writes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainWritesTest {
    @TempDir
    Path directory;

    private static TrainWritesPlan plan(String more) {
        return Plans.read(
                "{\"dataset\":\"mnist\",\"samples\":24,\"holdOut\":8,\"testSamples\":8,\"batch\":12" + more + "}",
                TrainWritesPlan.class);
    }

    /** What each training comes to is what {@code train prune} makes of the same settings. */
    @Test
    void shouldTrainAsOneByOne() throws IOException {
        final Path csv = directory.resolve("w.csv");
        final TrainWritesPlan plan =
                plan(",\"epochs\":[1,2],\"hysteresis\":[0.1],\"levels\":[16],\"repeats\":2,\"seed\":5,"
                        + "\"writeNoise\":0.1,\"learningRate\":0.01,\"weightsRate\":0.02,\"csv\":\"" + csv + "\"");
        final TrainWritesResult result = new TrainWrites().run(plan, Run.quiet(2));

        assertEquals(
                List.of("masks 1", "masks 2", "levels 1", "levels 2", "updates 1", "updates 2"),
                result.points().stream()
                        .map(point -> point.written() + " " + point.epochs())
                        .toList());
        final TrainWritesResult.Point weights = result.points().get(3);
        assertEquals(16, weights.levels());
        final String given =
                "{\"dataset\":\"mnist\",\"samples\":24,\"holdOut\":8,\"testSamples\":8,\"batch\":12,\"epochs\":2,"
                        + "\"learning\":{\"mode\":\"weights\"},\"writing\":{\"levels\":16,\"writeNoise\":0.1},\"learningRate\":0.02,"
                        + "\"seed\":6,\"out\":\"" + directory.resolve("m.safetensors") + "\"}";
        final TrainPruneResult one = new TrainPrune().run(Plans.read(given, TrainPrunePlan.class), Run.quiet(1));
        assertEquals(one.accuracy(), weights.eachTest().get(1));
        assertEquals(
                one.writes().stream()
                        .mapToLong(node -> node.sets() + node.resets())
                        .sum(),
                weights.eachWrites().get(1));

        final List<String> lines = Files.readAllLines(csv);
        assertEquals("written,hysteresis,levels,epochs,seed,writes,sets,resets,heldOut,test", lines.get(0));
        assertEquals(13, lines.size());
        assertEquals("masks,0.1,,1,5,", lines.get(1).substring(0, 15));
        assertEquals("updates,,16,2,6,", lines.get(12).substring(0, 16));
    }

    private static Trained trained(WriteSetting setting, long writes, double heldOut, double test) {
        final TrainPruneResult result = new TrainPruneResult(test, null, "net", 9, 1, 1, 1, 1.0, null, 8, 1, List.of());
        final Point end = new Point(new Writes(writes, 0), 1, 1.0, heldOut);
        return new Trained(setting, 1, 1, result, new WriteCurve(List.of(end), true, false));
    }

    /** Beside 100 writes: of masks with 50, 90 and 110 writes, the one of the first two that held-out samples like. */
    @Test
    void shouldCompareWeightsWithMasksOfNoMoreWrites() {
        final WriteSetting masks = new WriteSetting("masks", 0.0, null);
        final WriteSetting levels = new WriteSetting("levels", null, 64);
        final TrainWritesResult result = WriteTable.result(
                plan(""),
                List.of(
                        List.of(trained(masks, 50, 0.75, 0.5)),
                        List.of(trained(masks, 90, 0.5, 1)),
                        List.of(trained(masks, 110, 1, 1)),
                        List.of(trained(levels, 80, 0.5, 0.25), trained(levels, 120, 0.5, 0.75)),
                        List.of(trained(levels, 49, 1, 1))));

        final TrainWritesResult.Point beside = result.points().get(3);
        assertEquals(100, beside.writes());
        assertEquals(0.5, beside.test());
        assertEquals(Math.sqrt(0.125), beside.deviation(), 1e-12);
        assertEquals(0.5, beside.pruned());
        assertNull(result.points().get(4).pruned());
        assertEquals(
                0,
                IntStream.range(0, 3)
                        .filter(i -> result.points().get(i).pruned() != null)
                        .count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"repeats\":0 | --repeats: expected at least 1, found 0",
                ",\"epochs\":[0] | --epochs: expected numbers of at least 1, found [0]",
                ",\"hysteresis\":[-1] | hysteresis: expected a finite limit of at least 0, found -1.0",
                ",\"levels\":[1] | writing: expected 2 to 65536 levels, found 1",
                ",\"countWrites\":[\"all\"] | --count-writes: expected levels or updates, found 'all'",
                ",\"countWrites\":[\"masks\"] | --count-writes: expected levels or updates, found 'masks'",
                ",\"writeNoise\":1 | writing: expected a relative noise in [0, 1), found 1.0",
            })
    void shouldRefuseWhatNoTrainingIs(String more, String message) {
        final IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> plan(more));

        assertEquals(
                message, refusal.getMessage().substring(refusal.getMessage().length() - message.length()));
    }
}
