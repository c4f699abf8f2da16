package io.memspike.serve.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of a run that nobody else may come between: they are taken under its lock. */
class KnownRunTest {
    private static final RunRecord IN_LINE = RunRecord.asked(1, "waiting", Map.of(), 0);
    private static final RunRecord CANCELLED = IN_LINE.ended(RunState.CANCELLED, null, 1);

    @TempDir
    private Path folder;

    private RunDirectory directory;

    @BeforeEach
    void create() throws IOException {
        directory = RunDirectory.create(folder.resolve("1"));
    }

    private void refuse() throws IOException {
        Files.createDirectories(folder.resolve("1/run.json/in the way"));
    }

    @Test
    void shouldLetNobodyChangeAnotherAttemptBeforeItIsInLine() throws IOException {
        final KnownRun run = new KnownRun(directory, CANCELLED);
        final List<RunState> found = new ArrayList<>();

        final KnownRun again = run.again(IN_LINE, placed -> {
            assertTrue(Thread.holdsLock(placed));
            found.add(placed.record().state());
            placed.watch(() -> {
                assertTrue(Thread.holdsLock(placed));
                found.add(placed.record().state());
            });
        });

        assertFalse(Thread.holdsLock(again));
        assertEquals(List.of(RunState.CANCELLED, RunState.QUEUED), found);
    }

    @Test
    void shouldPlaceTheRunOfBeforeWhereAnotherAttemptCannotBeWritten() throws IOException {
        refuse();
        final KnownRun run = new KnownRun(directory, CANCELLED);
        final List<KnownRun> placed = new ArrayList<>();

        assertThrows(IOException.class, () -> run.again(IN_LINE, placed::add));

        assertEquals(2, placed.size());
        assertEquals(run, placed.get(1));
        assertEquals(CANCELLED, placed.get(0).record());
    }

    @Test
    void shouldFailInTheSameStepWhatCannotBegin() throws IOException {
        refuse();
        final KnownRun run = new KnownRun(directory, IN_LINE);
        final List<RunState> told = new ArrayList<>();
        run.watch(() -> told.add(run.record().state()));

        final boolean isUnderWay = run.begin(7, e -> {
            assertTrue(Thread.holdsLock(run));
            return "why";
        });

        assertFalse(isUnderWay);
        assertEquals(List.of(RunState.FAILED), told);
        assertEquals("why", run.record().failure());
        assertEquals(7, run.record().ended());
    }

    @Test
    void shouldTellNoNewsOfTheAttemptBeforeOfOneThatBeginsAnew() throws IOException {
        directory.news().add("{}");
        final KnownRun anew = new KnownRun(directory, IN_LINE);
        final KnownRun goesOn = new KnownRun(directory, IN_LINE.again("checkpoint"));

        assertEquals(List.of(), anew.news(0));
        assertEquals(List.of("{}"), goesOn.news(0));
        assertTrue(anew.begin(7, Throwable::getMessage));
        assertEquals(List.of(), anew.news(0));
        directory.news().add("{\"later\":1}");
        assertEquals("{\"later\":1}\n", Files.readString(folder.resolve("1/news.jsonl")));
    }
}
