package io.memspike.serve.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Failures;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All runs of a folder: those under way, those in line, and those that have ended, however many servers ago. One process at a time
 * has a folder. What was in line when a server ended is in line again; what was under way is interrupted, and goes on from its
 * checkpoint when somebody asks for it. Thread-safe.
 */
public final class RunStore implements AutoCloseable {
    private static final int SECONDS_TO_END = 20;
    /** Reach beyond the folder: plans in plans, rings and cameras of other processes, and another program that fetches files. */
    private static final List<String> NOT_HERE = List.of("sweep", "stream", "data replay", "language import");

    private final RunSettings settings;
    private final PlanFiles files;
    private final RunFolder folder;
    private final Map<Integer, KnownRun> runs = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private final List<String> damaged = new ArrayList<>();
    private final AtomicInteger last = new AtomicInteger();
    private final ExecutorService workers;
    private volatile boolean isClosing;

    private RunStore(RunSettings settings) throws IOException {
        this.settings = settings;
        this.folder = RunFolder.open(settings.folder().resolve("runs"));
        this.files = new PlanFiles(settings.folder(), settings.data(), settings.models());
        this.workers = Executors.newFixedThreadPool(settings.atOnce(), work -> {
            final Thread thread = new Thread(work, "memspike-run");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The runs of a folder.
     *
     * @throws IOException in one line, where the folder cannot be made, read or written, or another server has it
     */
    public static RunStore open(RunSettings settings) throws IOException {
        final RunStore store;
        try {
            store = new RunStore(settings);
        } catch (IOException e) {
            throw new IOException(
                    settings.folder() + ": expected a folder for runs that can be written: " + Failures.line(e), e);
        }
        try {
            store.find();
            return store;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void find() throws IOException {
        for (final Map.Entry<Integer, RunDirectory> each : folder.all().entrySet()) {
            last.set(each.getKey());
            try {
                find(each.getValue());
            } catch (IOException e) {
                damaged.add(files.unplaced(Failures.line(e)));
            }
        }
        last.accumulateAndGet(folder.lastKept(damaged::add), Math::max);
    }

    private void find(RunDirectory found) throws IOException {
        final RunRecord record = found.read();
        if (!found.path().endsWith(Integer.toString(record.id()))) {
            throw new IOException(
                    found.path() + ": expected run " + found.path().getFileName() + ", found run " + record.id());
        }
        final KnownRun run = new KnownRun(found, record);
        runs.put(record.id(), run);
        if (record.state() == RunState.RUNNING) { // the server that did it was killed
            run.end(record.ended(
                    found.hasResult() ? RunState.DONE : RunState.INTERRUPTED, null, System.currentTimeMillis()));
        } else if (record.state() == RunState.QUEUED) {
            putInLine(run);
        }
    }

    /** What can be run, by name. */
    @SuppressWarnings("rawtypes")
    public SortedMap<String, Experiment> experiments() {
        final SortedMap<String, Experiment> all = new TreeMap<>(Job.experiments());
        NOT_HERE.forEach(all::remove);
        return all;
    }

    /**
     * The form of an experiment's plan.
     *
     * @throws PlanRefusedException where there is no such experiment here
     */
    public PlanForm form(String experiment) {
        return new PlanForm(new PlanFields(experiment(experiment).plan()));
    }

    private Experiment<?, ?> experiment(String name) {
        final Experiment<?, ?> found = experiments().get(name);
        if (found == null) {
            throw new PlanRefusedException(
                    "experiment",
                    "experiment: expected one of "
                            + String.join(", ", experiments().keySet()) + ", found " + name);
        }
        return found;
    }

    /** What plans may read. */
    public PlanFiles files() {
        return files;
    }

    /** Directories of runs that cannot be told, a line each; left as they are. */
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    /** All runs, the latest first. */
    public List<RunRecord> all() {
        return runs.values().stream().map(KnownRun::record).toList();
    }

    /**
     * Puts a run in line.
     *
     * @param texts what was written into the {@link #form}, by names of fields
     * @throws PlanRefusedException where that is no plan
     * @throws IOException where the run cannot be written down
     * @throws RejectedExecutionException where the store is closed
     */
    public RunRecord start(String experiment, Map<String, String> texts) throws IOException {
        if (isClosing) { // the folder may be another's
            throw new RejectedExecutionException("runs: expected a server that goes on, found one that ends");
        }
        final Map<String, JsonNode> plan = form(experiment).values(texts);
        job(RunRecord.asked(1, experiment, plan, 0), folder.unborn()); // refuses
        final int id = last.incrementAndGet();
        final RunRecord record = RunRecord.asked(id, experiment, plan, System.currentTimeMillis());
        final RunDirectory own = folder.create(id);
        final KnownRun run = new KnownRun(own, record);
        try {
            run.become(record);
        } catch (IOException e) {
            try {
                own.delete();
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        runs.put(id, run);
        putInLine(run);
        return record;
    }

    /** A run as a job that reads and writes where it may. */
    private Job job(RunRecord run, Path written) throws IOException {
        final Class<? extends Record> type = experiment(run.experiment()).plan();
        final PlanFields fields = new PlanFields(type);
        final Map<String, JsonNode> plan = Resuming.plan(run, fields, written);
        try {
            final Job job = new Job(run.experiment(), fields.json(files.placed(fields, plan, written)));
            Plans.read(job.planJson(), type);
            return job;
        } catch (PlanRefusedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw PlanRefusedException.of(files.unplaced(Failures.line(e)));
        }
    }

    /** Lets a run wait for its turn. */
    private void putInLine(KnownRun run) {
        try {
            workers.execute(() -> execute(run));
        } catch (RejectedExecutionException e) {
            // the store is closed in this very moment: the run is in line on disk, for the next server
        }
    }

    private void execute(KnownRun run) {
        if (isClosing) {
            return; // still in line on disk
        }
        if (run.begin(System.currentTimeMillis(), e -> files.unplaced(Failures.line(e)))) {
            run.end(attempt(run));
        }
    }

    private RunRecord attempt(KnownRun run) {
        final RunRecord record = run.record();
        try {
            final Job job = job(record, run.directory().files());
            final Run how = new Run(
                    settings.threads(),
                    "auto",
                    run.progress(),
                    settings.drawings().apply(record.experiment()));
            run.directory().writeResult(files.unplacedJson(job.run(how)));
            return record.ended(RunState.DONE, null, System.currentTimeMillis());
        } catch (IOException | RuntimeException | Error e) { // whatever it is: the server lives on
            final long now = System.currentTimeMillis();
            if (run.progress().isCancelled()) {
                return record.ended(isClosing ? RunState.INTERRUPTED : RunState.CANCELLED, null, now);
            }
            return record.ended(RunState.FAILED, files.unplaced(Failures.line(e)), now);
        }
    }

    /**
     * A run.
     *
     * @throws NoSuchElementException where there is none
     */
    public RunRecord get(int id) {
        return known(id).record();
    }

    private KnownRun known(int id) {
        final KnownRun run = runs.get(id);
        if (run == null) {
            throw new NoSuchElementException("run: expected one that there is, found " + id);
        }
        return run;
    }

    /** What a run has told behind its news number {@code after}, one JSON object each. */
    public List<String> news(int id, int after) throws IOException {
        return known(id).news(after);
    }

    /** How far a run is, as JSON in one line; null where it has told nothing. */
    public String progress(int id) {
        return known(id).progressJson();
    }

    /** A run's result as JSON; null where there is none. */
    public String result(int id) throws IOException {
        return known(id).directory().result();
    }

    /** Names of the files that a run has written. */
    public List<String> written(int id) throws IOException {
        return known(id).directory().written();
    }

    /**
     * A file that a run has written.
     *
     * @throws NoSuchElementException where there is none of that name
     */
    public Path file(int id, String name) throws IOException {
        return known(id).directory().file(name);
    }

    /**
     * Tells somebody whenever there is something new of a run.
     *
     * @param watcher must not wait
     * @return who ends that
     */
    public Runnable watch(int id, Runnable watcher) {
        return known(id).watch(watcher);
    }

    /** Whether a run that has ended without a result can go on where it was. */
    public boolean canResume(int id) throws IOException {
        final KnownRun run = known(id);
        return experiments().containsKey(run.record().experiment())
                && run.record().state().hasEnded()
                && run.record().state() != RunState.DONE
                && Resuming.checkpoint(
                                run.record(),
                                new PlanFields(
                                        experiment(run.record().experiment()).plan()),
                                run.directory())
                        != null;
    }

    /** What is done with a run that nobody else changes meanwhile. */
    private interface Change {
        RunRecord of(KnownRun run) throws IOException;
    }

    /** Whoever has waited for a run may find that it goes on as another, or was removed. */
    private RunRecord change(int id, Change change) throws IOException {
        while (true) {
            final KnownRun run = known(id);
            synchronized (run) {
                if (runs.get(id) == run) {
                    return change.of(run);
                }
            }
        }
    }

    /**
     * Ends a run: one in line at once, one under way at the next thing that it tells of its progress. One that has ended stays as
     * it is.
     *
     * @throws IOException where that cannot be written down; it stays in line then
     */
    public RunRecord cancel(int id) throws IOException {
        return change(id, run -> {
            if (run.record().state() == RunState.QUEUED) {
                run.become(run.record().ended(RunState.CANCELLED, null, System.currentTimeMillis()));
            } else if (run.record().state() == RunState.RUNNING) {
                run.progress().cancel();
            }
            return run.record();
        });
    }

    /**
     * Puts a run that has ended without a result in line again, to go on from its checkpoint where there is one, else anew: what it has
     * written is removed then, once it begins.
     *
     * @throws IllegalStateException where it is under way, or has a result
     * @throws IOException where that cannot be written down; it has ended then, as before
     */
    public RunRecord resume(int id) throws IOException {
        return change(id, old -> {
            final RunRecord record = old.record();
            if (!record.state().hasEnded() || record.state() == RunState.DONE) {
                throw new IllegalStateException("run " + id + ": expected one that has ended without a result, found "
                        + record.state().name().toLowerCase(Locale.ROOT));
            }
            final PlanFields fields =
                    new PlanFields(experiment(record.experiment()).plan());
            final String checkpoint = Resuming.checkpoint(record, fields, old.directory());
            final KnownRun again = old.again(record.again(checkpoint), run -> runs.put(id, run));
            putInLine(again);
            return again.record();
        });
    }

    /**
     * Removes a run and all that it has written.
     *
     * @throws IllegalStateException where it has not ended
     */
    public void delete(int id) throws IOException {
        change(id, run -> {
            if (!run.record().state().hasEnded()) {
                throw new IllegalStateException(
                        "run " + id + ": expected one that has ended, found one in line or under way; cancel it first");
            }
            keepLast();
            run.directory().delete();
            runs.remove(id);
            return run.record();
        });
    }

    private void keepLast() throws IOException {
        synchronized (last) { // or a smaller number might be written after a larger one
            folder.keepLast(last.get());
        }
    }

    /** Ends what is under way, which is interrupted then, and leaves in line what is in line. */
    @Override
    public void close() throws IOException {
        isClosing = true;
        runs.values().forEach(run -> run.progress().cancel());
        workers.shutdown();
        try {
            workers.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.close();
    }
}
