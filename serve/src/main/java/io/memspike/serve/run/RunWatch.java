package io.memspike.serve.run;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.memspike.serve.site.EventStream;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * One client that looks at one run: told its state, how far it is, and its news, all that there are at once. A client that did not read
 * in time has missed some; it is let go, and asks again for those behind the last that it has. Thread-safe.
 */
final class RunWatch {
    private final RunStore store;
    private final int id;
    private final EventStream client;
    private int sent;
    private RunRecord state;
    private String progress = "";
    private Runnable stop = () -> {};
    private boolean isOver;

    /** News from number {@code from} + 1 on. */
    private record News(int from, @JsonRawValue String news) {}

    private record Raw(@JsonRawValue String now) {}

    /**
     * A client.
     *
     * @param after the number of news that it has
     */
    RunWatch(RunStore store, int id, int after, EventStream client) {
        this.store = store;
        this.id = id;
        this.client = client;
        this.sent = after;
    }

    /** Tells all that there is, and from now on all that comes. */
    void begin() throws IOException {
        store.get(id); // refuses
        synchronized (this) {
            stop = store.watch(id, this::tell);
        }
        tell();
    }

    private synchronized void tell() {
        if (isOver) {
            return;
        }
        try {
            final RunRecord now = store.get(id);
            news();
            tellProgress();
            if (!now.equals(state)) { // last: the end of a run is told when all else has been
                state = now;
                client.send("state", now.ofExactNumbers());
            }
            if (now.state().hasEnded() || client.dropped() > 0) {
                client.end();
            }
        } catch (NoSuchElementException | IOException e) { // it was deleted
            client.end();
        }
        isOver();
    }

    /** Whether nothing more is told; looks whether the client is still there, which a run that waits has no reason to find out. */
    synchronized boolean isOver() {
        if (!isOver && !client.isOpen()) {
            isOver = true;
            stop.run();
        }
        return isOver;
    }

    private void news() throws IOException {
        final List<String> lines = store.news(id, sent);
        if (!lines.isEmpty()) {
            client.send("news", new News(sent, "[" + String.join(",", lines) + "]"));
            sent += lines.size();
        }
    }

    private void tellProgress() {
        final String now = store.progress(id);
        if (now != null && !now.equals(progress)) {
            progress = now;
            client.send("progress", new Raw(now));
        }
    }
}
