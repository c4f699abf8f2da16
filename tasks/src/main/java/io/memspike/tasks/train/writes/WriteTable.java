package io.memspike.tasks.train.writes;

import io.memspike.tasks.plan.Spread;
import io.memspike.tasks.plan.WholeFile;
import io.memspike.tasks.train.writes.TrainWrites.Trained;
import io.memspike.tasks.train.writes.TrainWritesResult.Point;
import io.memspike.topology.parameter.Writes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Trainings whose writes were counted, as a result and as comma-separated values. */
final class WriteTable {
    private WriteTable() {}

    /** A header, then one line for each training. */
    static void write(Path file, List<Trained> trainings) throws IOException {
        WholeFile.writeTable(
                file,
                List.of(
                        "written",
                        "hysteresis",
                        "levels",
                        "epochs",
                        "seed",
                        "writes",
                        "sets",
                        "resets",
                        "heldOut",
                        "test"),
                trainings.stream().map(WriteTable::row).toList());
    }

    private static List<Object> row(Trained training) {
        final Writes writes = training.curve().end().writes();
        return Arrays.asList(
                training.setting().written(),
                training.setting().hysteresis(),
                training.setting().levels(),
                training.epochs(),
                training.seed(),
                writes.total(),
                writes.sets(),
                writes.resets(),
                training.heldOut(),
                training.test());
    }

    /** What trainings came to; those of one kind and length in a list. */
    static TrainWritesResult result(TrainWritesPlan plan, List<List<Trained>> all) {
        final List<Point> points = all.stream().map(WriteTable::point).toList();
        final Trained first = all.get(0).get(0);
        return new TrainWritesResult(
                first.result().network(),
                first.result().weights(),
                first.curve().isOfPixels() ? "prAuc" : "accuracy",
                points.stream().map(point -> besides(point, points)).toList(),
                plan.writeNoise(),
                plan.repeats(),
                plan.seed(),
                plan.csv(),
                plan.plot());
    }

    private static Point point(List<Trained> alike) {
        final Trained first = alike.get(0);
        final List<Double> tests = alike.stream().map(Trained::test).toList();
        return new Point(
                first.setting().written(),
                first.setting().hysteresis(),
                first.setting().levels(),
                first.epochs(),
                mean(alike, Trained::writes),
                Spread.mean(tests),
                Spread.deviation(tests),
                first.heldOut() == null ? null : (Double) mean(alike, Trained::heldOut),
                null,
                alike.stream().map(Trained::writes).toList(),
                tests);
    }

    private static double mean(List<Trained> alike, ToDoubleFunction<Trained> of) {
        return alike.stream().mapToDouble(of).sum() / alike.size();
    }

    /** The same with the pruning that it is to be compared with: the choice is that of held-out samples where there are any. */
    private static Point besides(Point point, List<Point> points) {
        if (point.setting().isPruning()) {
            return point;
        }
        final Double pruned = points.stream()
                .filter(other -> other.setting().isPruning() && other.writes() <= point.writes())
                .max(Comparator.comparingDouble(other -> other.heldOut() == null ? other.test() : other.heldOut()))
                .map(Point::test)
                .orElse(null);
        return new Point(
                point.written(),
                point.hysteresis(),
                point.levels(),
                point.epochs(),
                point.writes(),
                point.test(),
                point.deviation(),
                point.heldOut(),
                pruned,
                point.eachWrites(),
                point.eachTest());
    }
}
