package io.memspike.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.JobRunner;
import io.memspike.tasks.experiment.LocalRunner;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a real cluster: a master and two workers. */
class SparkRunnerTest {
    private static final String TRAIN = "train classify";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path directory;

    private static Path model;
    private static LoopbackCluster cluster;

    @BeforeAll
    static void startACluster() throws IOException {
        model = directory.resolve("model.safetensors");
        new Job(
                        TRAIN,
                        "{\"network\": \"mlp\", \"samples\": 200, \"testSamples\": 10, \"epochs\": 1, \"out\": \""
                                + model + "\"}")
                .run(Run.quiet(1));
        cluster = new LoopbackCluster(directory);
        cluster.worker("worker-1");
    }

    @AfterAll
    static void stopTheCluster() {
        cluster.close();
    }

    /** Evaluations with noise, which read a file that is sent, and one that fails. */
    private static List<Job> jobs(int number) {
        final List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            jobs.add(new Job(
                    "evaluate",
                    "{\"model\": \"" + model + "\", \"samples\": 20, \"readNoise\": 0.1, \"seed\": " + (i + 1) + "}"));
        }
        jobs.add(new Job("evaluate", "{\"model\": \"none-such.safetensors\"}"));
        return jobs;
    }

    private static Map<Integer, String> local(List<Job> jobs) {
        try (Stream<JobRunner.Outcome> outcomes = new LocalRunner(Run.quiet(1), 2).run(jobs, Progress.NONE)) {
            return byNumber(outcomes.iterator());
        }
    }

    private static Map<Integer, String> byNumber(Iterator<JobRunner.Outcome> outcomes) {
        final Map<Integer, String> byNumber = new TreeMap<>();
        while (outcomes.hasNext()) {
            final JobRunner.Outcome outcome = outcomes.next();
            byNumber.put(outcome.job(), outcome.isDone() ? withoutDurations(outcome.result()) : outcome.failure());
        }
        return byNumber;
    }

    private static String withoutDurations(String result) {
        try {
            final ObjectNode read = (ObjectNode) JSON.readTree(result);
            read.remove(List.of("samplesPerSecond", "latencyMicros"));
            return read.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldGiveTheSameBitsAsThisProcessAlsoAfterAWorkerIsLost() throws IOException {
        final List<Job> jobs = jobs(40);
        final Map<Integer, String> expected = local(jobs);
        final Process lost = cluster.worker("worker-2");
        final Map<Integer, String> found = new TreeMap<>();

        try (Stream<JobRunner.Outcome> outcomes =
                new SparkRunnerFactory().connect(cluster.address(), "auto").run(jobs, Progress.NONE)) {
            final Iterator<JobRunner.Outcome> each = outcomes.iterator();
            while (each.hasNext()) {
                found.putAll(byNumber(List.of(each.next()).iterator()));
                if (found.size() == 8) {
                    LoopbackCluster.kill(lost);
                }
            }
        }

        assertEquals(expected, found);
        assertEquals("none-such.safetensors: expected a safetensors file, found no such file", found.get(40));
    }

    @Test
    void shouldRefuseAMasterThatDoesNotAnswer() throws IOException {
        final int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }
        final String address = "spark://127.0.0.1:" + free;

        final String message = assertThrows(IOException.class, () -> new SparkRunnerFactory().connect(address, "auto"))
                .getMessage();

        assertTrue(
                message.startsWith("--on: " + address + ": expected a master of Spark, found nobody who answers"),
                message);
    }

    @Test
    void shouldRefuseWhatIsNoAddress() {
        final Exception e = assertThrows(
                IllegalArgumentException.class, () -> new SparkRunnerFactory().connect("spark:here", "auto"));

        assertEquals("--on: expected spark://HOST:PORT, found spark:here", e.getMessage());
    }

    @Test
    void shouldGiveNothingForNoJobs() throws IOException {
        assertEquals(
                0,
                new SparkRunnerFactory()
                        .connect(cluster.address(), "auto")
                        .run(List.of(), Progress.NONE)
                        .count());
    }
}
