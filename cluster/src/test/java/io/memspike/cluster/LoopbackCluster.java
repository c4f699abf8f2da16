package io.memspike.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone master of Spark and workers of one core each, in processes of their own on this machine. */
final class LoopbackCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final Pattern ADDRESS = Pattern.compile("spark://" + HOST + ":\\d+");

    private final Path directory;
    private final String address;
    private final List<Process> processes = new ArrayList<>();

    LoopbackCluster(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("jars")); // of an installation, which has all in its class path here
        start("master", "org.apache.spark.deploy.master.Master", "--host", HOST, "--port", "0", "--webui-port", "0");
        awaitLine("master", "I have been elected leader");
        final Matcher told = ADDRESS.matcher(Files.readString(log("master")));
        if (!told.find()) {
            throw new IOException("master: expected its address, found " + Files.readString(log("master")));
        }
        this.address = told.group();
    }

    String address() {
        return address;
    }

    /** Starts one more worker; returns when the master knows it. */
    Process worker(String name) throws IOException {
        final Process process = start(
                name,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                HOST,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                "0",
                "--work-dir",
                directory.resolve(name + "-work").toString(),
                address());
        awaitLine(name, "Successfully registered with master");
        return process;
    }

    private Process start(String name, String... main) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(main));
        final ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_HOME", directory.toString());
        final Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    private void awaitLine(String name, String line) throws IOException {
        final long end = System.nanoTime() + PATIENCE_NANOS;
        while (!Files.readString(log(name)).contains(line)) {
            if (System.nanoTime() > end || !processes.get(processes.size() - 1).isAlive()) {
                throw new IOException(name + ": expected '" + line + "', found " + Files.readString(log(name)));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills a worker and what it runs, as a machine that fails. */
    static void kill(Process worker) {
        worker.descendants().forEach(ProcessHandle::destroyForcibly);
        worker.destroyForcibly();
    }

    @Override
    public void close() {
        for (final Process process : processes) {
            kill(process);
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
