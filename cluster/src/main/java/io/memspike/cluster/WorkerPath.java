package io.memspike.cluster;

import io.memspike.tasks.experiment.Job;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/** Memspike's own classes on workers: the jars that this process runs, sent to them once. */
final class WorkerPath {
    /** Of what opens modules, and of what loops are compiled and collected by. */
    private static final List<String> PASSED_ON = List.of(
            "--add-modules",
            "--add-opens",
            "--add-exports",
            "--enable-native-access",
            "--sun-misc-unsafe",
            "-XX:CompileCommand",
            "-XX:Tier4",
            "-XX:ObjectAlignmentInBytes",
            "-XX:+UseParallelGC");

    /** Found by the first task of a process, for all of them: a jar of megabytes takes longer to digest than many a job. */
    private static final Once<String> VERSION = new Once<>(WorkerPath::ownVersion);

    private WorkerPath() {}

    /** Those of this process' options that workers need, too. */
    static String javaOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> PASSED_ON.stream().anyMatch(option::startsWith))
                .collect(Collectors.joining(" "));
    }

    /** Sends jars; where classes lie in directories, as in tests, workers find all of the class path where it is. */
    static void put(SparkConf settings) throws IOException {
        final String path = System.getProperty("java.class.path");
        if (Stream.of(path.split(File.pathSeparator)).anyMatch(each -> Files.isDirectory(Path.of(each)))) {
            settings.set("spark.executor.extraClassPath", path);
            return;
        }
        final Path here = place(Job.class);
        try (Stream<Path> jars = Files.list(here.getParent())) {
            settings.setJars(Stream.concat(jars, Stream.of(place(WorkerPath.class)))
                    .filter(jar -> jar.toString().endsWith(".jar"))
                    .distinct()
                    .map(Path::toString)
                    .sorted()
                    .toArray(String[]::new));
        }
    }

    /** Which Memspike this process runs: a digest of its jar, or where its classes lie. Found once. */
    static String version() {
        return VERSION.value();
    }

    private static String ownVersion() {
        try {
            final Path here = place(Job.class);
            if (Files.isDirectory(here)) {
                return "classes of " + here.toString().replace(File.separatorChar, '/');
            }
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(here)))
                    .substring(0, 16);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The jar or directory that a class is from. */
    private static Path place(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
