package io.memspike.memristor.table;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is left of a conductance over time, as it was measured: linear over the logarithm of time between two times, so that it never
 * leaves what was measured at both, and linear between the targets of two courses.
 *
 * @param courses in ascending order of targets; a single one is that of all states
 */
public record Retention(@JsonProperty(required = true) List<Course> courses) {
    /**
     * What becomes of cells that were written towards a target.
     *
     * @param targetSiemens the target, finite and at least 0
     * @param moments in ascending order of times, at least 2
     */
    public record Course(
            double targetSiemens,
            @JsonProperty(required = true) List<Moment> moments) {
        public Course {
            moments = List.copyOf(moments);
            if (!(targetSiemens >= 0 && targetSiemens < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "target_siemens: expected a finite conductance of at least 0, found " + targetSiemens);
            }
            if (moments.size() < 2) {
                throw new IllegalArgumentException(
                        "retention: expected at least 2 times of each state, found " + moments.size());
            }
            for (int i = 1; i < moments.size(); i++) {
                if (!(moments.get(i).seconds() > moments.get(i - 1).seconds())) {
                    throw new IllegalArgumentException("retention: expected a time after "
                            + moments.get(i - 1).seconds() + " seconds, found "
                            + moments.get(i).seconds());
                }
            }
        }

        private double first() {
            return moments.get(0).seconds();
        }

        private double last() {
            return moments.get(moments.size() - 1).seconds();
        }

        private double at(ToDoubleFunction<Moment> what, double seconds) {
            return Between.of(moments, Moment::seconds, StrictMath::log, what::applyAsDouble, seconds);
        }
    }

    /**
     * What is left at a time.
     *
     * @param seconds time since programming, finite and above 0
     * @param meanFactor mean of what cells conduct over what they conducted at first, finite and at least 0
     * @param deviationFactor standard deviation of that between cells, finite and at least 0
     */
    public record Moment(double seconds, double meanFactor, double deviationFactor) {
        public Moment {
            if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("seconds: expected a finite time above 0, found " + seconds);
            }
            requireFactor("mean_factor", meanFactor);
            requireFactor("deviation_factor", deviationFactor);
        }

        private static void requireFactor(String what, double factor) {
            if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(what + ": expected a finite number of at least 0, found " + factor);
            }
        }
    }

    public Retention {
        courses = List.copyOf(courses);
        if (courses.isEmpty()) {
            throw new IllegalArgumentException("retention: expected at least one course, found none");
        }
        for (int i = 1; i < courses.size(); i++) {
            if (!(courses.get(i).targetSiemens() > courses.get(i - 1).targetSiemens())) {
                throw new IllegalArgumentException("retention: expected a target above "
                        + courses.get(i - 1).targetSiemens() + ", found "
                        + courses.get(i).targetSiemens());
            }
        }
        if (!(latest(courses) > earliest(courses))) {
            throw new IllegalArgumentException("retention: expected times that all states were measured over, found "
                    + earliest(courses) + " seconds at first, and " + latest(courses) + " at last");
        }
    }

    private static double earliest(List<Course> courses) {
        double earliest = 0;
        for (final Course course : courses) {
            earliest = Math.max(earliest, course.first());
        }
        return earliest;
    }

    private static double latest(List<Course> courses) {
        double latest = Double.POSITIVE_INFINITY;
        for (final Course course : courses) {
            latest = Math.min(latest, course.last());
        }
        return latest;
    }

    /** Refuses courses that do not reach from one target to another. */
    void requireSpan(double lowSiemens, double highSiemens) {
        final double first = courses.get(0).targetSiemens();
        final double last = courses.get(courses.size() - 1).targetSiemens();
        if (courses.size() > 1 && (first > lowSiemens || last < highSiemens)) {
            throw new IllegalArgumentException("retention: expected targets from " + lowSiemens + " to " + highSiemens
                    + " siemens, those of the first state and the last, found " + first + " to " + last);
        }
    }

    /** Refuses a time that no course, or not each of them, was measured at. */
    void requireMeasured(double seconds) {
        if (!(seconds >= earliest(courses) && seconds <= latest(courses))) {
            throw new IllegalArgumentException("age: expected 0, or " + earliest(courses) + " to " + latest(courses)
                    + " seconds, over which retention was measured, found " + seconds);
        }
    }

    /** m(g, t), for a time within what was measured. */
    public double meanFactor(double targetSiemens, double seconds) {
        return between(Moment::meanFactor, targetSiemens, seconds);
    }

    /** s(g, t), for a time within what was measured. */
    public double deviationFactor(double targetSiemens, double seconds) {
        return between(Moment::deviationFactor, targetSiemens, seconds);
    }

    private double between(ToDoubleFunction<Moment> what, double target, double seconds) {
        return Between.of(courses, Course::targetSiemens, course -> course.at(what, seconds), target);
    }
}
