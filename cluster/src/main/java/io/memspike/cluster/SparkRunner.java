package io.memspike.cluster;

import io.memspike.tasks.experiment.Failures;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.JobRunner;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Does jobs on Spark: a job is a task on one core, and its result comes as soon as it is done. A job whose worker is lost is done
 * by another, with the same bits, since it is a function of its plan.
 *
 * @param settings of the application
 * @param kernels {@code auto}, {@code simd} or {@code scalar}
 */
record SparkRunner(SparkConf settings, String kernels) implements JobRunner {
    private static final int MOST_TASKS = 20_000; // more jobs share tasks: a driver holds all of a stage's
    /** Until a worker has started: a Java with all of Spark, on a busy machine. */
    private static final long PATIENCE_SECONDS = 120;

    private static final long LOOK_SECONDS = 60;
    private static final long POLL_MILLIS = 100;

    /** What a task needs for a job. */
    private record Sent(int number, String experiment, String plan) implements Serializable {}

    /** What comes back. */
    private record Returned(int number, String result, String failure) implements Serializable {
        Outcome outcome() {
            return new Outcome(number, result, failure);
        }
    }

    @Override
    public Stream<Outcome> run(List<Job> jobs, Progress progress) {
        if (jobs.isEmpty()) {
            return Stream.empty();
        }
        final JavaSparkContext spark = new JavaSparkContext(settings);
        try {
            requireWorkers(spark);
            return outcomes(spark, jobs, progress);
        } catch (IOException e) {
            spark.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            spark.close();
            throw e;
        }
    }

    @Override
    public boolean knowsParquet() {
        return true;
    }

    /** Here and not on workers: what they write lies with them. */
    @Override
    public void writeParquet(Path lines, Path directory) throws IOException {
        try (SparkSession session = SparkSession.builder()
                .config(new SparkConf()
                        .setMaster("local[1]")
                        .setAppName("memspike results")
                        .set("spark.ui.enabled", "false")
                        .set("spark.log.level", "ERROR"))
                .getOrCreate()) {
            session.read()
                    .json(lines.toUri().toString())
                    .coalesce(1)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(directory.toUri().toString());
        }
    }

    private void requireWorkers(JavaSparkContext spark) throws IOException {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (spark.sc().statusTracker().getExecutorInfos().length < 2) { // the driver is one
            if (System.nanoTime() > end) {
                throw new IOException("--on: " + spark.master() + ": expected workers, found none in "
                        + PATIENCE_SECONDS + " seconds that has a core free");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for workers", e);
            }
        }
    }

    private Stream<Outcome> outcomes(JavaSparkContext spark, List<Job> jobs, Progress progress) throws IOException {
        final Broadcast<SentFiles> files = spark.broadcast(SentFiles.of(jobs));
        final List<Sent> sent = new ArrayList<>(jobs.size());
        for (final Job job : jobs) {
            sent.add(
                    new Sent(sent.size(), job.experiment(), SentFiles.whole(job).planJson()));
        }
        final JavaRDD<Sent> tasks = spark.parallelize(sent, Math.min(jobs.size(), MOST_TASKS));
        final BlockingQueue<List<Returned>> done = new LinkedBlockingQueue<>();
        final FutureAction<BoxedUnit> action = spark.sc()
                .submitJob(
                        tasks.rdd(),
                        work(files, WorkerPath.version(), kernels),
                        CollectionConverters.asScala(IntStream.range(0, tasks.getNumPartitions())
                                        .boxed()
                                        .map(Object.class::cast)
                                        .toList())
                                .toSeq(),
                        (Function2<Object, ArrayList<Returned>, BoxedUnit>) (task, returned) -> {
                            done.add(returned);
                            return BoxedUnit.UNIT;
                        },
                        () -> BoxedUnit.UNIT);
        final Progress.Bar bar = progress.begin("jobs", jobs.size());
        final int[] number = {0};
        return IntStream.range(0, tasks.getNumPartitions())
                .mapToObj(i -> next(spark, action, done))
                .flatMap(List::stream)
                .map(returned -> {
                    bar.to(++number[0]);
                    return returned.outcome();
                })
                .onClose(() -> {
                    bar.close();
                    action.cancel();
                    spark.close();
                });
    }

    private static Function1<Iterator<Sent>, ArrayList<Returned>> work(
            Broadcast<SentFiles> files, String version, String kernels) {
        return (Function1<Iterator<Sent>, ArrayList<Returned>> & Serializable) jobs -> {
            final String own = WorkerPath.version();
            if (!own.equals(version)) {
                throw new IllegalStateException(
                        "worker: expected Memspike " + version + ", as the sender's, found " + own);
            }
            final ArrayList<Returned> returned = new ArrayList<>();
            while (jobs.hasNext()) {
                returned.add(result(jobs.next(), files.value(), kernels));
            }
            return returned;
        };
    }

    private static Returned result(Sent sent, SentFiles files, String kernels) {
        try {
            final Outcome outcome = new Job(sent.experiment(), files.here(sent.plan()))
                    .outcome(sent.number(), Run.quiet(1).withKernels(kernels));
            return outcome.isDone()
                    ? new Returned(sent.number(), files.there(outcome.result()), null)
                    : new Returned(sent.number(), null, files.thereIn(outcome.failure()));
        } catch (IOException e) {
            return new Returned(sent.number(), null, Failures.line(e));
        }
    }

    private List<Returned> next(
            JavaSparkContext spark, FutureAction<BoxedUnit> action, BlockingQueue<List<Returned>> done) {
        try {
            while (true) {
                final List<Returned> returned = done.poll(LOOK_SECONDS, TimeUnit.SECONDS);
                if (returned != null) {
                    return returned;
                }
                if (action.isCompleted() && done.isEmpty()) {
                    throw failure(action);
                }
                requireWorkers(spark); // long jobs take what they take; without workers they take for ever
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("jobs were interrupted", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException failure(FutureAction<BoxedUnit> action) {
        final Throwable cause = action.value().get().failed().getOrElse(() -> null);
        final String message = cause == null ? "results are missing" : String.valueOf(cause.getMessage());
        return new UncheckedIOException(new IOException("--on: expected results from Spark, found "
                + message.lines()
                        .filter(line -> line.contains("expected"))
                        .findFirst()
                        .orElse(message)));
    }
}
