package io.memspike.memristor.table;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the files that {@link TabledDevice#read} describes. */
final class DeviceFile {
    private final Path file;
    private final Parts parts;

    /** What the file says. */
    record Parts(
            @JsonProperty(required = true) String states,
            String curves,
            Double statesVolts,
            Double readVolts,
            String retention) {
        Parts {
            if (curves == null && (statesVolts != null || readVolts != null)) {
                throw new IllegalArgumentException(
                        "curves: expected some with statesVolts and readVolts, which change nothing without, found none");
            }
            if (curves != null) {
                requireVolts("statesVolts", statesVolts);
                requireVolts("readVolts", readVolts);
            }
        }

        private static void requireVolts(String what, Double volts) {
            if (volts == null || !(volts > 0 && volts < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(what + ": expected a finite voltage above 0 with curves, found "
                        + (volts == null ? "none" : volts));
            }
        }
    }

    private DeviceFile(Path file, Parts parts) {
        this.file = file;
        this.parts = parts;
    }

    static TabledDevice read(Path file) throws IOException {
        return new DeviceFile(file, parts(file)).device();
    }

    static Parts parts(Path file) throws IOException {
        final Parts parts = StrictJson.read(file).as(Parts.class);
        requireBeside(file, "states", parts.states());
        requireBeside(file, "curves", parts.curves());
        requireBeside(file, "retention", parts.retention());
        return parts;
    }

    /** Whoever may read one file is not led to others elsewhere. */
    private static void requireBeside(Path file, String field, String name) throws IOException {
        if (name != null && !(isName(name) && isBeside(file.resolveSibling(name)))) {
            throw new FileFormatException(
                    file, "field " + field, "the name of a file in the same directory", "\"" + name + "\"");
        }
    }

    /** Whether a file lies where its name does, not behind a link that leads elsewhere; one that is not there is refused by who reads it. */
    private static boolean isBeside(Path table) throws IOException {
        return !Files.exists(table)
                || table.toRealPath()
                        .getParent()
                        .equals(table.toAbsolutePath().getParent().toRealPath());
    }

    private static boolean isName(String name) {
        try {
            return !name.isBlank()
                    && !name.equals(".")
                    && !name.equals("..")
                    && name.equals(String.valueOf(Path.of(name).getFileName()));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private TabledDevice device() throws IOException {
        final List<TabledDevice.State> states = StatesTable.read(file.resolveSibling(parts.states()));
        final Retention retention =
                parts.retention() == null ? null : RetentionTable.read(file.resolveSibling(parts.retention()));
        try {
            final TabledDevice measured = new TabledDevice(states, retention, 0, 0);
            return parts.curves() == null
                    ? measured
                    : readElsewhere(measured, CurvesTable.read(file.resolveSibling(parts.curves())));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }

    /** The same cells read at another voltage than their states were. */
    private TabledDevice readElsewhere(TabledDevice measured, CurvesTable curves) throws IOException {
        curves.requireSpan(measured.range().minSiemens(), measured.range().maxSiemens());
        final List<TabledDevice.State> states = new ArrayList<>();
        for (final TabledDevice.State state : measured.states()) {
            states.add(state.times(ratio(curves, state.targetSiemens())));
        }
        if (measured.retention() == null || measured.retention().courses().size() == 1) {
            return new TabledDevice(states, measured.retention(), 0, parts.readVolts());
        }
        final List<Retention.Course> courses = new ArrayList<>();
        for (final Retention.Course course : measured.retention().courses()) {
            final double target = course.targetSiemens();
            courses.add(new Retention.Course(target * ratio(curves, target), course.moments()));
        }
        return new TabledDevice(states, new Retention(courses), 0, parts.readVolts());
    }

    private double ratio(CurvesTable curves, double target) throws FileFormatException {
        return curves.ratio(target, parts.readVolts(), parts.statesVolts());
    }
}
