package io.memspike.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serving as the command does. */
class ServeTest {
    @TempDir
    Path directory;

    private Serve.Plan plan(String fields) {
        return Plans.read("{\"dir\":\"" + directory.resolve("runs") + "\"," + fields + "}", Serve.Plan.class);
    }

    /** Serves until it is interrupted: the address that it told, and what came of it. */
    private record Served(Thread thread, CompletableFuture<String> address, CompletableFuture<Serve.Result> result) {
        static Served of(Serve.Plan plan) {
            final CompletableFuture<String> address = new CompletableFuture<>();
            final CompletableFuture<Serve.Result> result = new CompletableFuture<>();
            final Progress told = new Progress() {
                @Override
                public Bar begin(String task, long most) {
                    return (done, note) -> {};
                }

                @Override
                public void tell(Record news) {
                    address.complete(((Serve.Listening) news).address());
                }
            };
            final Thread thread = new Thread(() -> {
                try {
                    result.complete(new Serve().run(plan, new Run(1, "scalar", told, Drawings.NONE)));
                } catch (IOException | RuntimeException e) {
                    address.completeExceptionally(e);
                    result.completeExceptionally(e);
                }
            });
            thread.start();
            return new Served(thread, address, result);
        }
    }

    @Test
    void shouldServeUntilItIsInterrupted() throws Exception {
        final Served served = Served.of(plan("\"port\":0"));
        final String address = served.address().get(10, TimeUnit.MINUTES);
        assertTrue(address.matches("http://127\\.0\\.0\\.1:\\d+/"), address);
        final HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        assertTrue(page.body().contains("<title>Memspike</title>"));

        served.thread().interrupt();
        assertEquals(address, served.result().get(10, TimeUnit.MINUTES).address());
    }

    @Test
    void shouldMakeATokenWhereOthersCanReachIt() throws Exception {
        final Served served = Served.of(plan("\"port\":0,\"bind\":\"0.0.0.0\""));
        final String address = served.address().get(10, TimeUnit.MINUTES);
        assertTrue(address.matches("http://0\\.0\\.0\\.0:\\d+/\\?token=[A-Za-z0-9_-]{32}"), address);

        served.thread().interrupt();
        final Serve.Result result = served.result().get(10, TimeUnit.MINUTES);
        assertEquals(address.replaceFirst("\\?.*", ""), result.address(), "the token stands in no result");
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            final IOException refused = assertThrows(
                    IOException.class, () -> new Serve().run(plan("\"port\":" + taken.getLocalPort()), Run.quiet(1)));
            assertEquals(
                    "--port: expected one that is free and may be listened at on 127.0.0.1, found "
                            + taken.getLocalPort(),
                    refused.getMessage());
        }
    }

    @Test
    void shouldRefuseWhatIsNoPort() {
        assertEquals(
                "--port: expected 0 to 65535, found 65536",
                assertThrows(IllegalArgumentException.class, () -> plan("\"port\":65536"))
                        .getMessage()
                        .replaceFirst("^.*?(?=--port)", ""));
    }

    @Test
    void shouldRefuseAModelThatIsNone() throws Exception {
        final Path file = Files.writeString(directory.resolve("note.txt"), "no model");
        final IOException refused = assertThrows(
                IOException.class,
                () -> new Serve().run(plan("\"port\":0,\"model\":[\"" + file + "\"]"), Run.quiet(1)));
        assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
        assertTrue(Files.notExists(directory.resolve("runs")), "nothing is written");
    }

    private static boolean mayListen(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    @Test
    void shouldRefuseAnAddressThatIsNotItsOwn() throws IOException {
        Outside.need(!mayListen("192.0.2.1"), "this machine listens at addresses that are not its own");
        final IOException refused = assertThrows(
                IOException.class, () -> new Serve().run(plan("\"port\":0,\"bind\":\"192.0.2.1\""), Run.quiet(1)));
        assertTrue(refused.getMessage().startsWith("--port: expected one that"), refused.getMessage());
    }
}
