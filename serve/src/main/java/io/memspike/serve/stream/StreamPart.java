package io.memspike.serve.stream;

import io.memspike.serve.model.ServedModels;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.run.PlanFiles;
import io.memspike.serve.site.EventStream;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.RefusedException;
import io.memspike.serve.site.Site;
import io.memspike.tasks.stream.StreamedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The part of the page called Stream. */
public final class StreamPart implements Part {
    private static final long FRAME_MILLIS = 100;
    private static final int QUIET_FRAMES = 10; // between two pictures of what does not change
    private static final int MOST_BODY = 4096;

    private final Workshop workshop;
    private final long frameMillis;
    private final PlanFiles files;
    private final Set<EventStream> clients = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isTelling = new AtomicBoolean();
    private final Object changing =
            new Object(); // held by who starts one, also while the one before ends; never by who looks
    private volatile LiveStream stream; // null before the first
    private int ticks; // of who tells

    private record Choices(List<String> models, List<String> sources, List<String> files) {}

    /** A body that says nothing. */
    public record Nothing() {}

    /**
     * With what it needs.
     *
     * @throws IOException where the server's folder cannot be read
     */
    public StreamPart(Workshop workshop) throws IOException {
        this(workshop, FRAME_MILLIS);
    }

    /** The same with another time between two pictures. */
    StreamPart(Workshop workshop, long frameMillis) throws IOException {
        this.workshop = workshop;
        this.frameMillis = frameMillis;
        Files.createDirectories(workshop.directory());
        this.files = new PlanFiles(workshop.directory(), workshop.data(), Map.of());
    }

    @Override
    public void routes(Site site) {
        site.get("/api/stream", request -> choices());
        site.post("/api/stream/start", MOST_BODY, StreamChoice.class, (request, asked) -> start(asked));
        site.post("/api/stream/pause", MOST_BODY, Nothing.class, (request, nothing) -> pause(true));
        site.post("/api/stream/go", MOST_BODY, Nothing.class, (request, nothing) -> pause(false));
        site.post("/api/stream/stop", MOST_BODY, Nothing.class, (request, nothing) -> stop());
        site.events("/api/stream/frames", (request, client) -> {
            final Frame now = frame();
            if (now != null) {
                client.send("frame", now);
            }
            clients.add(client);
        });
        site.work().every(frameMillis, () -> tick(site));
    }

    private Choices choices() throws IOException {
        return new Choices(
                workshop.models().all().stream()
                        .filter(served ->
                                served.names() && served.model().graph().input().channels() == 2)
                        .map(ServedModels.Served::name)
                        .toList(),
                List.of("saccade:mnist", "saccade:fashion-mnist").stream()
                        .filter(source -> workshop.sets().isPresent(source.substring(StreamChoice.SACCADE.length())))
                        .toList(),
                files.offered().stream()
                        .filter(name -> !name.startsWith("runs/") && name.contains(".") && !isBeingRead(name))
                        .toList());
    }

    private Map<String, String> start(StreamChoice asked) throws IOException {
        final ServedModels.Served served = workshop.models().of(asked.model());
        if (!served.names()) {
            throw new IllegalArgumentException("model: expected a classifier, found " + asked.model());
        }
        final StreamFeed feed = feed(asked, new StreamedModel(served.file(), served.model()));
        final LiveStream next;
        try {
            next = new LiveStream(asked, feed, files::unplaced);
        } catch (IOException | RuntimeException e) {
            feed.close();
            throw e;
        }
        synchronized (changing) {
            close(); // a ring has one reader
            stream = next;
            next.begin();
        }
        return Map.of();
    }

    private StreamFeed feed(StreamChoice asked, StreamedModel model) throws IOException {
        final String source = asked.source();
        if (asked.isRing()) {
            return StreamFeed.ring(model, workshop.kernels(), ring(source.substring(StreamChoice.RING.length())));
        }
        if (source.startsWith(StreamChoice.SACCADE)) {
            final String set = source.substring(StreamChoice.SACCADE.length());
            if (!workshop.sets().names().contains(set)) {
                throw new IllegalArgumentException("source: expected saccade: and a data set by name, found " + source);
            }
            return StreamFeed.replayed(model, workshop.kernels(), source, asked.speed());
        }
        if (isBeingRead(source)) {
            throw new IllegalArgumentException(
                    "source: expected a recording, found the ring that is being read: " + source);
        }
        return StreamFeed.replayed(model, workshop.kernels(), files.file("source", source), asked.speed());
    }

    /** Whether it is the ring of the stream that runs: closing it a second time would give up the lock that says that it has a reader. */
    private boolean isBeingRead(String name) {
        final LiveStream shown = stream;
        return shown != null
                && shown.choice().isRing()
                && shown.choice().source().equals(StreamChoice.RING + name);
    }

    private Path ring(String name) throws IOException {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "source: expected ipc: and the name of a file in the server's folder, found ipc:" + name);
        }
        final Path ring = workshop.directory().resolve(name);
        return Files.exists(ring, LinkOption.NOFOLLOW_LINKS)
                ? Path.of(files.file("source", name)) // refuses a link to elsewhere, or to what is still to come
                : ring;
    }

    private Map<String, String> pause(boolean paused) {
        running().pause(paused);
        return Map.of();
    }

    private Map<String, String> stop() {
        running().close();
        return Map.of();
    }

    private LiveStream running() {
        final LiveStream now = stream;
        if (now == null) {
            throw RefusedException.notFound("stream: expected one that was started, found none");
        }
        return now;
    }

    private Frame frame() {
        final LiveStream now = stream;
        return now == null ? null : now.frame();
    }

    /** Pictures are made by those who compute, not by the clock; where they have no time, a picture is left out. */
    private void tick(Site site) {
        clients.removeIf(client -> !client.isOpen());
        if (!clients.isEmpty() && isTelling.compareAndSet(false, true)) {
            try {
                site.work().submit(() -> {
                    try {
                        tell();
                    } finally {
                        isTelling.set(false);
                    }
                    return null;
                });
            } catch (RejectedExecutionException e) {
                isTelling.set(false);
            }
        }
    }

    private void tell() {
        final LiveStream shown = stream;
        if (shown == null || shown.hasEnded() && ++ticks % QUIET_FRAMES != 0) {
            return;
        }
        final byte[] now = EventStream.event("frame", shown.frame());
        clients.forEach(client -> client.sendNewest(now));
    }

    @Override
    public void close() {
        synchronized (changing) {
            if (stream != null) {
                stream.close();
            }
        }
    }
}
