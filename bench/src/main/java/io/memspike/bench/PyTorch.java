package io.memspike.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same networks in PyTorch: {@code prime_torch.py} of the references.
 *
 * @param python the Python to run it with
 * @param script the script
 */
record PyTorch(String python, Path script) {
    private static final String NAME = "PyTorch";

    /**
     * What PyTorch did in one run.
     *
     * @param samplesPerSecond throughput, batches of 250
     * @param latencyMicros median of one sample at a time
     */
    record Inference(double samplesPerSecond, double latencyMicros) {}

    /** Finds out whether PyTorch can run. */
    static PyTorch find(String python, Path references) throws ExternalTool.Unavailable, InterruptedException {
        final Path script = references.resolve("prime_torch.py");
        if (!Files.isRegularFile(script)) {
            throw new ExternalTool.Unavailable(NAME + ": expected " + script + ", found none");
        }
        ExternalTool.run(NAME, List.of(python, "-c", "import torch, numpy"));
        return new PyTorch(python, script);
    }

    /** Classifies the first samples of an event file. */
    Inference infer(Path model, Path events, int samples, int threads)
            throws ExternalTool.Unavailable, InterruptedException {
        final JsonLine line = run(List.of("infer", model.toString(), events.toString()), samples, threads);
        return new Inference(line.positive("samplesPerSecond"), 1e3 * line.positive("batch1LatencyMs"));
    }

    /** Trains on the first samples of an event file for one epoch; samples a second. */
    double train(String network, Path events, int samples, int threads)
            throws ExternalTool.Unavailable, InterruptedException {
        return run(List.of("train", events.toString(), "--network", network), samples, threads)
                .positive("trainSamplesPerSecond");
    }

    private JsonLine run(List<String> what, int samples, int threads)
            throws ExternalTool.Unavailable, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(python, script.toString()));
        command.addAll(what);
        command.addAll(List.of("--samples", Integer.toString(samples), "--threads", Integer.toString(threads)));
        return JsonLine.of(NAME, ExternalTool.run(NAME, command));
    }
}
