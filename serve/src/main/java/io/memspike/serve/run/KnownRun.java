package io.memspike.serve.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A run and who looks at it. Its record changes under its lock, on disk before anybody is told. Thread-safe. */
final class KnownRun {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunDirectory directory;
    private final List<Runnable> watchers;
    private final RunProgress progress = new RunProgress(this::tell, this::changed);
    private volatile RunRecord record; // written under the lock, read without it by those who are told

    KnownRun(RunDirectory directory, RunRecord record) {
        this(directory, record, new CopyOnWriteArrayList<>());
    }

    private KnownRun(RunDirectory directory, RunRecord record, List<Runnable> watchers) {
        this.directory = directory;
        this.record = record;
        this.watchers = watchers;
    }

    /**
     * The same run before another attempt, with those who look at it.
     *
     * @param inLine its record
     * @param place takes who is to be found from now on: before anybody is told, since they look there, and locked until it is in
     *     line, since whoever changes it looks at its record; this one again where that cannot be written
     */
    KnownRun again(RunRecord inLine, Consumer<KnownRun> place) throws IOException {
        final KnownRun again = new KnownRun(new RunDirectory(directory.path()), record, watchers);
        synchronized (again) {
            place.accept(again);
            try {
                again.become(inLine);
                return again;
            } catch (IOException e) {
                place.accept(this);
                throw e;
            }
        }
    }

    RunDirectory directory() {
        return directory;
    }

    RunRecord record() {
        return record;
    }

    /** What it has told behind news number {@code after}; nothing yet where it is in line to begin anew. */
    List<String> news(int after) throws IOException {
        final boolean isTold = record.state() != RunState.QUEUED || record.resumedFrom() != null;
        return isTold ? directory.news().after(after) : List.of();
    }

    /** Of its present attempt. */
    RunProgress progress() {
        return progress;
    }

    /** How far its present attempt is, as JSON in one line; null where it has told nothing. */
    String progressJson() {
        final RunProgress.Moment now = progress.now();
        return now == null ? null : line(now);
    }

    private static String line(Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values can be written", e);
        }
    }

    /**
     * Its present state becomes another: on disk, then for those who look.
     *
     * @throws IOException where it cannot be written; nobody is told then, and it stays as it was
     */
    synchronized void become(RunRecord other) throws IOException {
        directory.write(other);
        show(other);
    }

    /** It has ended, be there room to write that down or not: what has ended must not look as if it went on. */
    synchronized void end(RunRecord ended) {
        try {
            become(ended);
        } catch (IOException e) { // its directory is gone or full
            show(ended);
        }
    }

    private void show(RunRecord other) {
        record = other;
        changed();
    }

    /**
     * Whether it is waiting no more: from now on it is under way, and where it begins anew nothing is left of what it had told and
     * written. Where that cannot be written it has failed in the same step, so that nobody changes it between.
     *
     * @param why says in one line why
     */
    synchronized boolean begin(long now, Function<IOException, String> why) {
        if (record.state() != RunState.QUEUED) {
            return false;
        }
        final RunRecord begun = record.begun(now);
        try {
            directory.write(begun);
            if (begun.resumedFrom() == null) {
                directory.clear();
            }
        } catch (IOException e) {
            end(record.ended(RunState.FAILED, why.apply(e), now));
            return false;
        }
        show(begun);
        return true;
    }

    /** Told whenever there is something new; must not wait. */
    Runnable watch(Runnable watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private void changed() {
        watchers.forEach(Runnable::run);
    }

    private void tell(Record news) {
        final ObjectNode line = NewsText.of(news);
        line.put("at", System.currentTimeMillis());
        try {
            directory.news().add(line(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        changed();
    }
}
