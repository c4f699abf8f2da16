package io.memspike.serve.run;

import io.memspike.tasks.experiment.Progress;
import java.util.function.Consumer;

/**
 * Tells a run's clients how far it is, a few times a second, and ends the run when it is cancelled: everything that an experiment
 * tells is a place where it may end, and files that it writes are whole or not there. Any thread.
 */
final class RunProgress implements Progress {
    private static final long PAUSE_NANOS = 150_000_000;

    private final Consumer<Record> news;
    private final Runnable changed;
    private volatile boolean cancelled;
    private volatile Moment now; // null before anything began
    private volatile long told = System.nanoTime() - PAUSE_NANOS;

    /**
     * How far a run is.
     *
     * @param task what it does at the moment
     * @param done so much of it
     * @param most where that ends; negative where nobody knows
     * @param note more about it, may be empty
     */
    record Moment(String task, long done, long most, String note) {}

    /**
     * Progress.
     *
     * @param news takes what is worth keeping
     * @param changed told, not too often, that {@link #now} is another
     */
    RunProgress(Consumer<Record> news, Runnable changed) {
        this.news = news;
        this.changed = changed;
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** How far it is; null where it has told nothing yet. */
    Moment now() {
        return now;
    }

    @Override
    public Bar begin(String task, long most) {
        goOn();
        show(new Moment(task, 0, most, ""));
        return (done, note) -> {
            goOn();
            final long time = System.nanoTime();
            if (time - told >= PAUSE_NANOS || done == most) {
                told = time;
                show(new Moment(task, done, most, note.get().strip()));
            }
        };
    }

    private void show(Moment moment) {
        now = moment;
        changed.run();
    }

    @Override
    public void tell(Record what) {
        goOn();
        news.accept(what);
    }

    private void goOn() {
        if (cancelled) {
            throw new RunCancelledException();
        }
    }
}
