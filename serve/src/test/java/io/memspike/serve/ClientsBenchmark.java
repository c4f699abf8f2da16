package io.memspike.serve;

import io.memspike.serve.site.Access;
import io.memspike.serve.site.Limits;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long clients wait for a classification, all of its steps included, over loopback: so many clients, each with a connection and a name of its
 * own, as a browser has, and one request every few seconds, out of step with each other, for so many seconds after a warm-up. Time counts from when a
 * request was due, so that a server that falls behind is not forgiven. Arguments: clients, seconds, seconds between two requests of a client.
 */
final class ClientsBenchmark {
    private static final int WARM_UP_SECONDS = 15;
    private static final int SAMPLES = 10_000;
    private static final int OK = 200;

    private ClientsBenchmark() {}

    public static void main(String[] args) throws Exception {
        final int clients = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        final int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        final long between = TimeUnit.SECONDS.toNanos(args.length > 2 ? Integer.parseInt(args[2]) : 5);
        final Histogram micros = new ConcurrentHistogram(3);
        final AtomicInteger failed = new AtomicInteger();
        final AtomicInteger bytes = new AtomicInteger();
        try (TestServer server = new TestServer(
                new Access("127.0.0.1", null),
                Limits.USUAL,
                Parts.of(TestServer.workshop(Files.createTempDirectory("memspike"))))) {
            final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
            final List<HttpClient> all = new ArrayList<>();
            final ExecutorService shared = Executors.newFixedThreadPool(2);
            for (int i = 0; i < clients; i++) {
                all.add(HttpClient.newBuilder()
                        .executor(shared)
                        .cookieHandler(new CookieManager())
                        .version(HttpClient.Version.HTTP_1_1)
                        .build());
            }
            for (final HttpClient each : all) { // the page gives each the name that it is known by
                each.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            final long start = System.nanoTime();
            final long from = start + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
            final long until = from + TimeUnit.SECONDS.toNanos(seconds);
            for (int i = 0; i < clients; i++) {
                final int client = i;
                final long first = between * i / clients;
                for (long due = first; start + due < until; due += between) {
                    final long at = start + due;
                    clock.schedule(
                            () -> {
                                final int sample = (int) ((at / 1_000_003 + client) % SAMPLES);
                                all.get(client)
                                        .sendAsync(request(server.port(), sample), HttpResponse.BodyHandlers.ofString())
                                        .whenComplete((answer, failure) -> {
                                            if (failure != null || answer.statusCode() != OK) {
                                                if (failed.incrementAndGet() == 1) {
                                                    System.out.println(failure == null ? answer.body() : failure);
                                                }
                                            } else if (at >= from) {
                                                micros.recordValue((System.nanoTime() - at) / 1000);
                                                bytes.set(answer.body().length());
                                            }
                                        });
                            },
                            at - System.nanoTime(),
                            TimeUnit.NANOSECONDS);
                }
            }
            TimeUnit.NANOSECONDS.sleep(until - System.nanoTime() + TimeUnit.SECONDS.toNanos(10));
            clock.shutdownNow();
            shared.shutdownNow();
        }
        System.out.printf(
                Locale.ROOT,
                "%d clients, %d s: %d classifications, %d failed; p50 %.1f ms, p99 %.1f ms, most %.1f ms; last answer %d bytes%n",
                clients,
                seconds,
                micros.getTotalCount(),
                failed.get(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                bytes.get());
        System.exit(0);
    }

    private static HttpRequest request(int port, int sample) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/digit/run"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"prime\",\"dataset\":\"mnist\",\"stop\":0.98,\"sample\":" + sample + "}"))
                .build();
    }
}
