package io.memspike.tasks.hardware;

import com.google.auto.service.AutoService;
import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.wire.CrossbarSolution;
import io.memspike.memristor.wire.CrossbarSolver;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Solves crossbars with wire resistance exactly. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Solve implements Experiment<Solve.Plan, SolveResult> {
    /** Which crossbars are solved; the components say what they mean. */
    public record Plan(
            @Option(label = "FILE", says = "the crossbars, as JSON", required = true)
            Path crossbar,

            @Option(label = "OHM", says = "output resistance of each driver", otherwise = "0")
            double driver,

            @Option(label = "OHM", says = "input resistance of each sense amplifier", otherwise = "0")
            double sense) {}

    @Override
    public String name() {
        return "array solve";
    }

    @Override
    public SolveResult run(Plan plan, Run run) throws IOException {
        final CrossbarFile file = CrossbarFile.read(plan.crossbar(), plan.driver(), plan.sense());
        final Map<String, SolveResult.Figures> solved = new LinkedHashMap<>();
        try (Progress.Bar bar = run.begin("crossbars", file.cases().size())) {
            for (final Map.Entry<String, CrossbarFile.Case> each : file.cases().entrySet()) {
                solved.put(each.getKey(), SolveResult.Figures.of(solution(file, each.getKey(), each.getValue())));
                bar.to(solved.size());
            }
        }
        return file.isSingle()
                ? new SolveResult(solved.values().iterator().next(), Map.of())
                : new SolveResult(null, solved);
    }

    private static CrossbarSolution solution(CrossbarFile file, String name, CrossbarFile.Case one)
            throws FileFormatException {
        try {
            return new CrossbarSolver(one.crossbar()).solve(one.voltages());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file.where(name) + e.getMessage());
        }
    }
}
