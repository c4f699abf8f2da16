package io.memspike.serve.run;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** An experiment that goes on until a test lets it end. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Waiting implements Experiment<Waiting.Plan, Waiting.Result> {
    private static final Map<String, CountDownLatch> BEGUN = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> LEFT = new ConcurrentHashMap<>();

    /** What is waited for; the components say what they mean. */
    public record Plan(
            @Option(label = "NAME", says = "who lets it end", required = true)
            String gate,

            @Option(label = "once|twice", says = "how often [it](x.md) tells `news`", otherwise = "once")
            String news,

            @Option(label = "FILE", says = "what is read") Path input,
            @Option(label = "N", says = "numbers") Integer count,

            @Option(written = true, label = "FILE", says = "what is written", otherwise = "out.txt")
            Path out,

            @Option(says = "fail in the end") boolean fail) {
        /** Refuses a number that is none. */
        public Plan {
            if (count != null && count < 0) {
                throw new IllegalArgumentException("--count: expected at least 0, found " + count);
            }
        }
    }

    /** What came of it; the components say what they mean. */
    public record Result(
            @Means("the file") Path file,
            @Means("what was read") String read) {}

    /** Something new. */
    public record News(int number, double ratio, String what) {}

    /** Lets those of a name end. */
    static void open(String gate) {
        latch(LEFT, gate).countDown();
    }

    /** Waits until one of a name has begun. */
    static void awaitBegun(String gate) throws InterruptedException {
        latch(BEGUN, gate).await();
    }

    /** Whether one of a name has begun. */
    static boolean hasBegun(String gate) {
        return latch(BEGUN, gate).getCount() == 0;
    }

    private static CountDownLatch latch(Map<String, CountDownLatch> of, String gate) {
        return of.computeIfAbsent(gate, name -> new CountDownLatch(1));
    }

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        latch(BEGUN, plan.gate()).countDown();
        for (int i = 1; i <= (plan.news().equals("once") ? 1 : 2); i++) {
            run.tell(new News(i, Double.NaN, "é " + i));
        }
        try (Progress.Bar bar = run.begin("waiting", Progress.UNKNOWN)) {
            while (latch(LEFT, plan.gate()).getCount() > 0) {
                bar.to(1);
                LockSupport.parkNanos(100_000); // there may be many, beside those that let them go
            }
        }
        if (plan.fail()) {
            throw new IOException(plan.out() + ": expected luck,\nfound none");
        }
        Files.writeString(plan.out(), "written");
        return new Result(plan.out(), plan.input() == null ? null : Files.readString(plan.input()));
    }
}
