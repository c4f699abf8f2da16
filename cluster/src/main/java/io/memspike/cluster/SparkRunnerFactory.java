package io.memspike.cluster;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.JobRunner;
import io.memspike.tasks.experiment.JobRunnerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.apache.spark.SparkConf;

/** Knows Spark's own clusters, {@code spark://HOST:PORT}. */
@AutoService(JobRunnerFactory.class)
public final class SparkRunnerFactory implements JobRunnerFactory {
    private static final int PATIENCE_MILLIS = 5_000;

    @Override
    public String scheme() {
        return "spark";
    }

    @Override
    public JobRunner connect(String address, String kernels) throws IOException {
        return new SparkRunner(settings(address), kernels);
    }

    /** Of an application there, where somebody answers. */
    static SparkConf settings(String address) throws IOException {
        requireMaster(address);
        final SparkConf settings = new SparkConf()
                .setMaster(address)
                .setAppName("memspike sweep")
                .set("spark.ui.enabled", "false")
                .set("spark.log.level", "ERROR")
                .set("spark.executor.extraJavaOptions", WorkerPath.javaOptions());
        WorkerPath.put(settings);
        return settings;
    }

    /** Spark itself would try for a minute and then end the process. */
    private static void requireMaster(String address) throws IOException {
        final String host;
        final int port;
        try {
            final URI uri = URI.create(address);
            host = uri.getHost();
            port = uri.getPort();
        } catch (IllegalArgumentException e) {
            throw noAddress(address);
        }
        if (host == null || port < 0) {
            throw noAddress(address);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new IOException(
                    "--on: " + address + ": expected a master of Spark, found nobody who answers (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static IllegalArgumentException noAddress(String address) {
        return new IllegalArgumentException("--on: expected spark://HOST:PORT, found " + address);
    }
}
