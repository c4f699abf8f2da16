package io.memspike.serve.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.RefusedException;
import io.memspike.serve.site.Request;
import io.memspike.serve.site.Site;
import io.memspike.tasks.experiment.Drawings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** The part of the page called Runs: experiments that are started, watched and kept. */
public final class RunsPart implements Part {
    private static final int CONFLICT = 409;
    private static final long LOOK_MILLIS = 5_000; // whether those who watch are still there
    private static final int MOST_PLAN = 64 << 10;
    private static final String RUN = "/api/runs/{id}";
    private static final String CSV = "text/csv";

    private final RunStore store;
    private final Set<RunWatch> watching = ConcurrentHashMap.newKeySet();

    /** What a client asks for: an experiment, and what was written into its form. */
    public record Asked(String experiment, Map<String, String> plan) {
        /** Refuses half of it. */
        public Asked {
            if (experiment == null || plan == null) {
                throw new IllegalArgumentException("request: expected an experiment and a plan");
            }
            plan = Map.copyOf(plan);
        }
    }

    /** A body that says nothing. */
    public record Nothing() {}

    private record All(Set<String> experiments, List<RunRecord> runs, List<String> damaged, List<String> files) {}

    private record Form(String experiment, List<PlanForm.Field> fields) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Shown(
            RunRecord run,
            @JsonRawValue String result,
            List<String> files,
            boolean canResume,
            Map<String, String> meanings) {}

    /**
     * With what it needs.
     *
     * @throws IOException in one line, where the directory of runs cannot be used
     */
    public RunsPart(Workshop workshop) throws IOException {
        final Map<String, Path> models = new LinkedHashMap<>();
        workshop.models().all().stream()
                .filter(served -> Files.exists(served.file())) // the others are names in the jar
                .forEach(served -> models.put(served.name(), served.file()));
        store = RunStore.open(
                new RunSettings(workshop.directory(), 1, workshop.threads(), workshop.data(), models, drawings()::of));
    }

    private static RunDrawings drawings() {
        return ServiceLoader.load(RunDrawings.class).findFirst().orElse(experiment -> Drawings.NONE);
    }

    /** The runs. */
    public RunStore store() {
        return store;
    }

    @Override
    public void routes(Site site) {
        site.get("/api/runs", request -> all());
        site.get("/api/runs/form", request -> form(String.valueOf(request.query("experiment"))));
        site.post("/api/runs", MOST_PLAN, Asked.class, (request, asked) -> started(asked));
        site.get(RUN, request -> told(() -> shown(id(request))));
        site.post(
                RUN + "/cancel",
                MOST_PLAN,
                Nothing.class,
                (request, nothing) -> told(() -> store.cancel(id(request)).ofExactNumbers()));
        site.post(
                RUN + "/resume",
                MOST_PLAN,
                Nothing.class,
                (request, nothing) -> told(() -> store.resume(id(request)).ofExactNumbers()));
        site.delete(
                RUN,
                request -> told(() -> {
                    store.delete(id(request));
                    return Map.of();
                }));
        site.events(
                RUN + "/news",
                (request, client) -> told(() -> {
                    final int after = (int) request.query("after", 0, 0, Integer.MAX_VALUE);
                    final RunWatch watch = new RunWatch(store, id(request), after, client);
                    watch.begin();
                    watching.add(watch);
                    return null;
                }));
        site.work().every(LOOK_MILLIS, () -> watching.removeIf(RunWatch::isOver));
        site.download(
                RUN + "/file",
                request -> open(() -> {
                    final String name = String.valueOf(request.query("name"));
                    final Path file = store.file(id(request), name);
                    return new Site.Download(
                            file.getFileName().toString(), RunTables.type(name), Files.newInputStream(file));
                }));
        site.download(
                RUN + "/result.json",
                request -> open(() -> {
                    final String result = store.result(id(request));
                    if (result == null) {
                        throw new NoSuchElementException("result: expected one, found none yet");
                    }
                    return text(request, "result.json", "application/json", result);
                }));
        site.download(
                RUN + "/result.csv",
                request -> open(() -> text(request, "result.csv", CSV, RunTables.result(store, id(request)))));
        site.download(
                RUN + "/curve.csv",
                request -> open(() -> text(request, "curve.csv", CSV, RunTables.curve(store.news(id(request), 0)))));
    }

    private static Site.Download text(Request request, String name, String type, String text) {
        return new Site.Download(
                "run-" + id(request) + "-" + name,
                type,
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private All all() throws IOException {
        return new All(
                store.experiments().keySet(),
                store.all().stream().map(RunRecord::ofExactNumbers).toList(),
                store.damaged(),
                store.files().offered());
    }

    private Form form(String experiment) {
        return new Form(experiment, store.form(experiment).fields());
    }

    private RunRecord started(Asked asked) throws IOException {
        return store.start(asked.experiment(), asked.plan()).ofExactNumbers();
    }

    private Shown shown(int id) throws IOException {
        final RunRecord run = store.get(id);
        return new Shown(
                run.ofExactNumbers(),
                store.result(id),
                store.written(id),
                store.canResume(id),
                RunTables.meanings(store.experiments().get(run.experiment())));
    }

    private static int id(Request request) {
        final String id = request.path("id");
        if (!id.matches("[1-9]\\d{0,8}")) {
            throw RefusedException.notFound("run: expected one that there is, found " + id);
        }
        return Integer.parseInt(id);
    }

    private static <T> T told(Callable<T> what) throws Exception {
        try {
            return what.call();
        } catch (NoSuchElementException e) {
            throw RefusedException.notFound(e.getMessage());
        } catch (IllegalStateException e) {
            throw new RefusedException(CONFLICT, e.getMessage());
        }
    }

    private static Site.Download open(Callable<Site.Download> what) {
        try {
            return told(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
