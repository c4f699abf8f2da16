package io.memspike.app.bench;

import io.memspike.app.picture.InputRatePlot;
import io.memspike.bench.BenchPlan;
import io.memspike.bench.BenchResult;
import io.memspike.bench.LineFit;
import io.memspike.bench.run.Bench;
import io.memspike.core.file.Model;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Remark;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Measures how fast this is here: no job, since it is about this machine. */
final class Measuring implements Experiment<BenchSettings, BenchFigures> {
    @Override
    public String name() {
        return "bench";
    }

    @Override
    public BenchFigures run(BenchSettings asked, Run run) throws IOException {
        Checkpoints.requireWritable(asked.plot());
        Checkpoints.requireNoInput(asked.plot(), files(asked));
        final BenchPlan plan = new BenchPlan(
                names(asked),
                run.kernels().name(),
                run.threads(),
                asked.python(),
                asked.references() == null ? beside("../shared/reference") : asked.references(),
                beside("bench/peers"),
                BenchCommand.memspike(),
                asked.quick(),
                asked.peers());
        try (Progress.Bar status = run.begin("bench", Progress.UNKNOWN)) {
            if (asked.plot() == null) {
                final BenchResult result = Bench.run(
                        plan,
                        what -> status.to(0, () -> what),
                        figure -> run.tell(new Remark(BenchCommand.row(BenchFigures.Row.of(figure)))));
                return BenchFigures.of(result, null, null, run);
            }
            final List<LineFit.Point> points = Bench.inputRates(plan, what -> status.to(0, () -> what));
            InputRatePlot.write(asked.plot(), points, LineFit.of(points));
            return BenchFigures.of(new BenchResult(List.of(), List.of()), points, asked.plot(), run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench: interrupted", e);
        }
    }

    private static Path[] files(BenchSettings asked) {
        final Stream<Path> networks = asked.network().stream()
                .filter(network -> !NetworkSource.isInJar(network))
                .map(Path::of);
        return Stream.concat(asked.model().stream(), networks).toArray(Path[]::new);
    }

    /** Models and networks, each read once so that a bad one is refused before anything is measured. */
    private static List<String> names(BenchSettings asked) throws IOException {
        if (asked.model().isEmpty() && asked.network().isEmpty()) {
            return List.of("conv", "mlp");
        }
        final List<String> names = new ArrayList<>();
        final Set<String> kinds = new HashSet<>();
        for (final Path file : asked.model()) {
            final Model model = ModelNetwork.read(file);
            Networks.requireClassifier(file, model);
            requireNew(file.toString(), Bench.kind(file.toString(), model), kinds);
            names.add(file.toAbsolutePath().toString());
        }
        for (final String network : asked.network()) {
            final boolean isInJar = NetworkSource.isInJar(network);
            requireNew(network, Bench.kind(network), kinds);
            names.add(isInJar ? network : Path.of(network).toAbsolutePath().toString());
        }
        return names;
    }

    private static void requireNew(String file, String kind, Set<String> kinds) {
        if (!kinds.add(kind)) {
            throw new IllegalArgumentException(
                    file + ": expected models of different networks, found a second " + kind);
        }
    }

    /** A place as seen from the project's root, which holds app/target with the classes or the jar. */
    private static Path beside(String place) {
        try {
            final Path code = Path.of(Measuring.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolve("../../..").resolve(place).normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
