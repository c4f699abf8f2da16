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
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
    void shouldTrainTheBitsThatThisProcessTrains() throws IOException {
        final List<Job> here = trainings("here");
        final List<Job> there = trainings("there");

        final Map<Integer, String> expected = local(here);
        try (Stream<JobRunner.Outcome> outcomes =
                new SparkRunnerFactory().connect(cluster.address(), "auto").run(there, Progress.NONE)) {
            assertEquals(expected.keySet(), byNumber(outcomes.iterator()).keySet());
        }

        for (int seed = 1; seed <= 2; seed++) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            directory.resolve("here-" + seed + ".safetensors"),
                            directory.resolve("there-" + seed + ".safetensors")));
        }
    }

    private static List<Job> trainings(String name) {
        return IntStream.rangeClosed(1, 2)
                .mapToObj(seed -> new Job(
                        TRAIN,
                        "{\"network\": \"mlp\", \"samples\": 100, \"testSamples\": 10, \"epochs\": 1, \"seed\": " + seed
                                + ", \"out\": \"" + directory.resolve(name + "-" + seed + ".safetensors") + "\"}"))
                .toList();
    }

    @Test
    void shouldRefuseAWorkerWithAnotherMemspike() throws Exception {
        final Path own = Path.of(
                Job.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        final Path other = directory.resolve(Files.isDirectory(own) ? "other" : "other.jar");
        copy(own, other);
        if (!Files.isDirectory(other)) {
            try (FileSystem jar = FileSystems.newFileSystem(other)) {
                Files.writeString(jar.getPath("/more"), "than there was");
            }
        }
        final SparkConf settings = SparkRunnerFactory.settings(cluster.address());
        settings.set(
                "spark.executor.extraClassPath",
                other + File.pathSeparator + settings.get("spark.executor.extraClassPath"));

        try (Stream<JobRunner.Outcome> outcomes = new SparkRunner(settings, "auto").run(jobs(1), Progress.NONE)) {
            final Exception refusal = assertThrows(UncheckedIOException.class, outcomes::count);

            assertTrue(
                    refusal.getMessage()
                            .contains(
                                    "worker: expected Memspike " + WorkerPath.version() + ", as the sender's, found "),
                    refusal.getMessage());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void shouldWriteResultsAsParquetThatSparkReads() throws IOException {
        final Path lines = Files.writeString(
                directory.resolve("lines.jsonl"),
                "{\"job\":\"a\",\"seed\":1,\"result\":{\"accuracy\":0.5}}\n{\"job\":\"b\",\"seed\":2,\"failure\":\"no\"}\n");
        final Path parquet = directory.resolve("results.parquet");
        final JobRunner runner = new SparkRunnerFactory().connect(cluster.address(), "auto");

        runner.writeParquet(lines, parquet);
        runner.writeParquet(lines, parquet); // a sweep that went on

        try (SparkSession session = SparkSession.builder()
                .config(new SparkConf().setMaster("local[1]").setAppName("test").set("spark.ui.enabled", "false"))
                .getOrCreate()) {
            final Dataset<Row> read =
                    session.read().parquet(parquet.toUri().toString()).orderBy("job");
            assertEquals(
                    List.of("[a,1,0.5,null]", "[b,2,null,no]"),
                    read.select("job", "seed", "result.accuracy", "failure").collectAsList().stream()
                            .map(Row::toString)
                            .toList());
        }
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
