package io.memspike.bench.jmh;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs single benchmarks, silently, each in a JVM of its own that gets this JVM's options.
 *
 * @param forks JVMs for a run; 0 measures within this one, which is for tests
 * @param warmupIterations iterations that are not measured
 * @param iterations measured iterations
 * @param millis duration of each
 */
public record JmhRuns(int forks, int warmupIterations, int iterations, long millis) {
    /**
     * Runs one benchmark.
     *
     * @param benchmark its class
     * @param method its method
     * @param parameters one value for each parameter that shall not take all its defaults
     * @throws IllegalStateException where it fails, or is not exactly one run
     */
    public JmhScores run(Class<?> benchmark, String method, Map<String, String> parameters) {
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .forks(forks)
                .jvmArgsPrepend("-Xbatch") // waits for the compiler, which may come late on a busy machine
                .warmupIterations(warmupIterations)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .addProfiler(EnergyProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(options::param);
        final String what = benchmark.getSimpleName() + "." + method + " " + parameters;
        final ByteArrayOutputStream said = new ByteArrayOutputStream(); // by the forks: JMH would print their warnings
        final OutputFormat silence = OutputFormatFactory.createFormatInstance(
                new PrintStream(said, true, StandardCharsets.UTF_8), VerboseMode.SILENT);
        try {
            final Collection<RunResult> results = new Runner(options.build(), silence).run();
            if (results.size() != 1) {
                throw new IllegalStateException("benchmark " + what + ": expected 1 result, found " + results.size());
            }
            return JmhScores.of(results.iterator().next());
        } catch (RunnerException e) {
            throw new IllegalStateException("benchmark " + what + ": " + e.getMessage() + lastLine(said), e);
        }
    }

    private static String lastLine(ByteArrayOutputStream said) {
        return said.toString(StandardCharsets.UTF_8)
                .strip()
                .lines()
                .reduce("", (before, line) -> line.isBlank() ? "" : "; " + line.strip());
    }
}
