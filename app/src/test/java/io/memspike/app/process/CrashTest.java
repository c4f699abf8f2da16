package io.memspike.app.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.Model;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of commands that are killed at any moment: at most one epoch is lost, nothing torn is read, what goes on comes to the
 * same bits. The system property {@code memspike.crashes} says how many moments there are, of all kinds together ({@value #USUAL}).
 */
class CrashTest {
    private static final int USUAL = 10;
    private static final int KINDS = 5; // the fifth is SERVE, in ServeCrashTest
    private static final double BEYOND = 1.1; // some live to their end

    /** Moments of each kind. */
    static final int MOMENTS = Integer.getInteger("memspike.crashes", USUAL) / KINDS;

    private static final Pattern EPOCH = Pattern.compile("(?m)^epoch (\\d+)/");

    @TempDir
    Path directory;

    /** A moment within a while. */
    static long moment(Random random, long whole) {
        return (long) (random.nextDouble() * BEYOND * whole);
    }

    private Path log() {
        return directory.resolve("log");
    }

    /** Epochs that a process said were done. */
    private static List<Integer> epochs(String said) {
        final List<Integer> epochs = new ArrayList<>();
        final Matcher found = EPOCH.matcher(said);
        while (found.find()) {
            epochs.add(Integer.parseInt(found.group(1)));
        }
        return epochs;
    }

    @Test
    void shouldLoseAtMostAnEpochOfATrainingAndComeToTheSameModel() throws Exception {
        final Path whole = directory.resolve("whole.safetensors");
        final long nanos = Victim.run(log(), Victim.training(whole));
        final Path model = directory.resolve("model.safetensors");
        final Path checkpoint = directory.resolve("model.checkpoint.safetensors");
        final Random random = new Random(1);
        int told = 0;
        int killed = 0;
        for (int i = 0; killed < MOMENTS; i++) {
            final Victim victim = train(model, checkpoint);
            killed += victim.killedAfter(moment(random, nanos)).hasFinished() ? 0 : 1;
            told = requireOneLost(told, victim.said());
            if (isDone(model, checkpoint)) {
                assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(model), "moment " + i);
                Files.delete(model);
                told = 0;
            }
        }
        final Victim last = train(model, checkpoint);
        assertEquals(0, last.status(), last.said());
        requireOneLost(told, last.said());
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(model));
        requireNothingLeft(killed, () -> {
            Files.delete(model);
            Victim.run(log(), Victim.training(model));
        });
    }

    private Victim train(Path model, Path checkpoint) throws IOException {
        if (!Files.exists(checkpoint)) {
            return Victim.start(log(), Victim.training(model));
        }
        Model.read(checkpoint); // it is whole
        return Victim.start(log(), Victim.goingOn(checkpoint, model));
    }

    private static boolean isDone(Path model, Path checkpoint) {
        return Files.exists(model) && !Files.exists(checkpoint);
    }

    /** What is told from now on begins at the last epoch that was told, or behind it. */
    private static int requireOneLost(int told, String said) {
        final List<Integer> epochs = epochs(said);
        if (epochs.isEmpty()) {
            return told;
        }
        assertTrue(epochs.get(0) >= told, () -> "told " + told + ", then " + said);
        return epochs.get(epochs.size() - 1);
    }

    @Test
    void shouldWriteASmallModelWholeOrNotAtAll() throws Exception {
        final Path model = directory.resolve("model.safetensors");
        Victim.run(log(), Victim.training(model));
        final Path whole = directory.resolve("whole.safetensors");
        final Path small = directory.resolve("small.safetensors");
        final long nanos = Victim.run(log(), compacting(model, whole));
        final Random random = new Random(2);
        int killed = 0;
        while (killed < MOMENTS) {
            Files.deleteIfExists(small);
            final Victim victim = Victim.start(log(), compacting(model, small));
            killed += victim.killedAfter(moment(random, nanos)).hasFinished() ? 0 : 1;
            if (Files.exists(small)) {
                assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(small));
            }
        }
        requireNothingLeft(killed, () -> Victim.run(log(), compacting(model, small)));
    }

    private static Object[] compacting(Path model, Path out) {
        return new Object[] {"calibrate", model, "--compact", "--out", out};
    }

    @Test
    void shouldDoEachJobOfASweepOnceAndComeToTheSameTable() throws Exception {
        final Path plan = Files.writeString(
                directory.resolve("plan.yaml"),
                "experiment: evaluate\nplan: {model: prime, samples: 20}\ngrid: {read-noise: [0, 0.1, 0.2, 0.3]}\n"
                        + "figures: [accuracy, meanSteps]\n");
        final long nanos = Victim.run(log(), "sweep", plan, "--out", directory.resolve("whole"));
        final Random random = new Random(3);
        long found = 0;
        int rounds = 0;
        for (int killed = 0; killed < MOMENTS; ) {
            final Path out = directory.resolve("sweep" + rounds);
            final Victim victim = Victim.start(log(), "sweep", plan, "--out", out);
            killed += victim.killedAfter(moment(random, nanos)).hasFinished() ? 0 : 1;
            final long now = wholeLines(out);
            assertTrue(now >= found, now + " results where there were " + found);
            found = now;
            if (found == wholeLines(directory.resolve("whole"))) {
                requireSame(plan, out);
                found = 0;
                rounds++;
            }
        }
        requireSame(plan, directory.resolve("sweep" + rounds));
    }

    private void requireSame(Path plan, Path out) throws Exception {
        Victim.run(log(), "sweep", plan, "--out", out);
        assertEquals(wholeLines(directory.resolve("whole")), wholeLines(out));
        assertEquals(
                Files.readString(directory.resolve("whole").resolve("table.csv")),
                Files.readString(out.resolve("table.csv")));
    }

    private static long wholeLines(Path sweep) throws IOException {
        final Path results = sweep.resolve("results.jsonl");
        return Files.exists(results)
                ? Files.readString(results).chars().filter(each -> each == '\n').count()
                : 0;
    }

    @Test
    void shouldHearAWriterOutThatIsKilled() throws Exception {
        final List<Long> whole = new ArrayList<>();
        final Heard all = hear(Long.MAX_VALUE, whole);
        assertEquals(0, all.gone());
        final Random random = new Random(4);
        int killed = 0;
        while (killed < MOMENTS) {
            final List<Long> heard = new ArrayList<>();
            final int gone = hear(moment(random, all.nanos()), heard).gone();
            killed += gone;
            assertEquals(whole.subList(0, heard.size()), heard);
            assertTrue(gone == 1 || heard.size() == whole.size(), "all of it where it ended");
        }
        requireNothingLeft(killed, () -> hear(Long.MAX_VALUE, new ArrayList<>()));
    }

    /** How many writers were killed before they ended, and how long it took from when the ring was there. */
    private record Heard(int gone, long nanos) {}

    /** Hears a writer that is killed so long after its ring is there. */
    private Heard hear(long killed, List<Long> events) throws IOException, InterruptedException {
        final Path ring = directory.resolve("ring");
        Files.deleteIfExists(ring);
        final Victim writer = Victim.start(
                log(),
                "data",
                "replay",
                "--source",
                "saccade:mnist",
                "--samples",
                60,
                "--speed",
                "max",
                "--to",
                "ipc:" + ring);
        while (!Files.exists(ring)) {
            if (!writer.isAlive() && !Files.exists(ring)) {
                throw new AssertionError(writer.said());
            }
            Thread.onSpinWait();
        }
        final long begin = System.nanoTime();
        writer.killedAfter(killed);
        try (EventIngest ingest = EventIngest.open(ring)) {
            final EventConsumer consumer = ingest.consumer();
            consumer.drain(
                    (batch, count, dueNanos) -> {
                        for (int i = 0; i < count; i++) {
                            events.add(batch[i]);
                        }
                    },
                    new YieldingIdleStrategy());
            final long nanos = System.nanoTime() - begin;
            writer.hasFinished();
            return new Heard(consumer.gone(), nanos);
        }
    }

    /** What is done once more. */
    private interface Again {
        void run() throws Exception;
    }

    /** No more temporary files than were killed, and none once somebody has written there after an hour. */
    private void requireNothingLeft(int killed, Again again) throws Exception {
        final List<Path> left = left();
        assertTrue(left.size() <= killed, () -> left.toString());
        for (final Path each : left) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
        again.run();
        assertEquals(List.of(), left());
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(each -> each.toString().endsWith(".tmp")).toList();
        }
    }
}
