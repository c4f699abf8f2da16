package io.memspike.serve;

import io.memspike.serve.model.ServedModels;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Access;
import io.memspike.serve.site.Limits;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Failures;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Remark;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.DataPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Serves the live page until the process is asked to end, or the thread is interrupted. */
public final class Serve implements Experiment<Serve.Plan, Serve.Result> {
    private static final int MOST_PORT = 65_535;
    private static final long CLOSING_SECONDS = 5;
    private static final long PRINTING_MILLIS = 100;

    /** What is served, and to whom; the components say what they mean. */
    public record Plan(
            @Option(label = "P", says = "the port to listen at; 0 for any that is free", otherwise = "7070")
            int port,

            @Option(
                    label = "FILE",
                    says = "a model file, beside those in the jar; may be given several times",
                    shown = "none")
            List<Path> model,

            @Option(
                    label = "HOST",
                    says = "the address to listen at; other than loopback it needs a token",
                    otherwise = "127.0.0.1")
            String bind,

            @Option(
                    label = "T",
                    says = "what clients must know: 16 to 128 letters, digits, - and _",
                    shown = "none on loopback, elsewhere one that is made and printed")
            String token,

            @Option(
                    written = true,
                    label = "DIR",
                    says = "the directory in which runs are kept, and outside of which nothing is written",
                    otherwise = "memspike-runs")
            Path dir,

            DataPlace place) {
        /** Refuses what is no port, and no access. */
        public Plan {
            model = model == null ? List.of() : List.copyOf(model);
            if (port < 0 || port > MOST_PORT) {
                throw new IllegalArgumentException("--port: expected 0 to " + MOST_PORT + ", found " + port);
            }
            new Access(bind, token); // refuses
        }
    }

    /** What was served; the components say what they mean. */
    public record Result(
            @Means("the page's address, without its token") String address,
            @Means("how long it was served") double seconds) {}

    /**
     * It listens.
     *
     * @param address what to open, with the token where there is one
     */
    public record Listening(String address) {}

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final long start = System.nanoTime();
        final Access access = Access.of(plan.bind(), plan.token());
        final Workshop workshop = new Workshop(
                ServedModels.open(plan.model()),
                plan.place().sets(),
                plan.place().directory(),
                plan.dir(),
                run.kernels(),
                run.threads());
        final String address;
        final CountDownLatch ended = new CountDownLatch(1);
        try (Server server = Server.start(
                access,
                plan.port(),
                Limits.USUAL,
                run.threads(),
                e -> run.tell(new Remark("failed: " + Failures.line(e))),
                Parts.of(workshop))) {
            address = server.address().replaceFirst("\\?.*", "");
            run.tell(new Listening(server.address()));
            await(ended);
        } finally {
            ended.countDown();
        }
        return new Result(address, (System.nanoTime() - start) / 1e9);
    }

    /** Until the thread is interrupted, by whoever started it or by the process that ends, which then waits for the server. */
    private static void await(CountDownLatch ended) {
        final Thread here = Thread.currentThread();
        final Thread hook = new Thread(() -> {
            here.interrupt();
            try {
                if (ended.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                    Thread.sleep(PRINTING_MILLIS); // of the result
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                return; // it was the process that ends
            }
        }
    }
}
