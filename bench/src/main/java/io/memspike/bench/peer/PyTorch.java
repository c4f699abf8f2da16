package io.memspike.bench.peer;

import io.memspike.bench.PyTorchSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The same networks in PyTorch: {@code prime_torch.py} of the references, eager and plain, and {@code prime_torch_best.py}
 * in every other setting.
 *
 * @param python the Python to run them with
 * @param references directory with the programs
 * @param peers directory with Memspike's own, of which {@code training_torch.py} trains at its best
 * @param cxx the C++ compiler, which PyTorch's own compiler calls
 * @param cache directory for what that compiles, so that later turns need not
 */
public record PyTorch(String python, Path references, Path peers, String cxx, Path cache) {
    private static final String NAME = "PyTorch";
    private static final String PLAIN = "prime_torch.py";
    private static final String BEST = "prime_torch_best.py";
    private static final String TRAINING = "training_torch.py";

    /**
     * What PyTorch did in one run.
     *
     * @param samplesPerSecond throughput in batches
     * @param p50Micros median of one sample at a time
     * @param p99Micros the 99th percentile of that; null where the program does not tell
     * @param differing answers that differ from plain float32, step by step; null where the program does not tell
     */
    public record Inference(double samplesPerSecond, double p50Micros, Double p99Micros, Integer differing) {}

    /** Finds out whether PyTorch can run; settings of its own may still refuse. */
    public static PyTorch find(String python, Path references, Path peers, Path work)
            throws ExternalTool.Unavailable, InterruptedException {
        script(references, PLAIN);
        ExternalTool.run(NAME, List.of(python, "-c", "import torch, numpy"));
        final String cxx = System.getenv().getOrDefault("CXX", "g++"); // as PyTorch chooses it
        return new PyTorch(python, references, peers, cxx, work.resolve("inductor"));
    }

    /** Classifies the first samples of an event file. */
    public Inference infer(PyTorchSetting setting, Path model, Path events, int samples, int threads)
            throws ExternalTool.Unavailable, InterruptedException {
        if (setting.equals(PyTorchSetting.EAGER)) {
            final JsonLine line = JsonLine.of(
                    NAME, run(PLAIN, List.of("infer", model.toString(), events.toString()), samples, threads));
            return new Inference(line.positive("samplesPerSecond"), 1e3 * line.positive("batch1LatencyMs"), null, null);
        }
        final Path best = script(references, BEST);
        final List<String> what = List.of(model.toString(), events.toString(), "--setting", setting.argument());
        final String out = best(best, setting, what, samples, threads);
        final JsonLine throughput = JsonLine.having(NAME, out, "samplesPerSecond");
        final JsonLine latency = JsonLine.having(NAME, out, "batch1LatencyMs");
        return new Inference(
                throughput.positive("samplesPerSecond"),
                1e3 * latency.positive("batch1LatencyMs"),
                1e3 * latency.positive("batch1P99Ms"),
                throughput.count("answersThatDiffer"));
    }

    /** Trains on the first samples of an event file for one epoch; samples a second. */
    public double train(PyTorchSetting setting, String network, Path events, int samples, int threads)
            throws ExternalTool.Unavailable, InterruptedException {
        final String out;
        if (setting.equals(PyTorchSetting.EAGER)) {
            final List<String> what = List.of("train", events.toString(), "--network", network);
            out = run(PLAIN, what, samples, threads);
        } else {
            final List<String> what = List.of(events.toString(), "--network", network, "--setting", setting.argument());
            out = best(script(peers, TRAINING), setting, what, samples, threads);
        }
        return JsonLine.of(NAME, out).positive("trainSamplesPerSecond");
    }

    private void requireCompiler() throws ExternalTool.Unavailable, InterruptedException {
        try {
            ExternalTool.run(cxx, List.of(cxx, "--version"));
        } catch (ExternalTool.Unavailable e) {
            throw new ExternalTool.Unavailable(
                    NAME + ", compiled: expected a C++ compiler, found none: " + e.getMessage(), e);
        }
    }

    /** The program fails where its only setting does, but says why on standard output before. */
    private String best(Path script, PyTorchSetting setting, List<String> what, int samples, int threads)
            throws ExternalTool.Unavailable, InterruptedException {
        if (setting.isCompiled()) {
            requireCompiler();
        }
        try {
            return run(script, what, samples, threads);
        } catch (ExternalTool.Unavailable e) {
            final String refused = JsonLine.find(e.output(), "refused");
            throw refused == null
                    ? e
                    : new ExternalTool.Unavailable(NAME + ", " + setting.name() + ": it refused: " + refused, e);
        }
    }

    private String run(String plain, List<String> what, int samples, int threads)
            throws ExternalTool.Unavailable, InterruptedException {
        return run(script(references, plain), what, samples, threads);
    }

    private String run(Path script, List<String> what, int samples, int threads)
            throws ExternalTool.Unavailable, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(python, script.toString()));
        command.addAll(what);
        command.addAll(List.of("--samples", Integer.toString(samples), "--threads", Integer.toString(threads)));
        return ExternalTool.run(NAME, command, Map.of("TORCHINDUCTOR_CACHE_DIR", cache.toString()));
    }

    private static Path script(Path references, String name) throws ExternalTool.Unavailable {
        final Path script = references.resolve(name);
        if (!Files.isRegularFile(script)) {
            throw new ExternalTool.Unavailable(NAME + ": expected " + script + ", found none");
        }
        return script;
    }
}
