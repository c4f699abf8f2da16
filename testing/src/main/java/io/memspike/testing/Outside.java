package io.memspike.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs that is no part of the project: material that others made, which lies beside the project and is never
 * committed, or something that a machine may not have. A test without it is skipped where all can see it: one line on
 * standard output says which test and why, and JUnit counts it as skipped. With {@value #REQUIRED} set to {@code true},
 * as {@code .ci/run} does where the material stands beside the project, a test without its material fails instead.
 */
public final class Outside {
    /** System property: the directory of the material, absolute; without it {@code shared} beside the project. */
    public static final String PLACE = "memspike.outside";

    /** System property: whether a test fails where its material is absent. */
    public static final String REQUIRED = "memspike.outside.required";

    private static final List<String> OWN =
            List.of(Outside.class.getName(), Python.class.getName(), SmallDisk.class.getName());

    private Outside() {}

    /**
     * A file of the material.
     *
     * @param name path below the directory of the material
     */
    public static Path file(String name) {
        final String place = System.getProperty(PLACE, "../../shared"); // tests run in the directory of their module
        final Path directory = Path.of(place).toAbsolutePath().normalize();
        return file(directory, name, Boolean.getBoolean(REQUIRED), System.out);
    }

    /**
     * An artifact of Maven in the local repository, which a build does not fetch.
     *
     * @param group with dots
     * @param name of the artifact
     * @param version its own
     */
    public static Path artifact(String group, String name, String version) {
        final String local = System.getProperty("localRepository"); // as Surefire says
        final Path repository =
                local == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(local);
        final Path jar =
                repository.resolve(Path.of(group.replace('.', '/'), name, version, name + "-" + version + ".jar"));
        need(
                Files.exists(jar),
                jar + " is absent; mvn dependency:get -Dartifact=" + group + ":" + name + ":" + version
                        + " -Dtransitive=false brings it",
                System.out);
        return jar;
    }

    static Path file(Path directory, String name, boolean isRequired, PrintStream out) {
        final Path file = directory.resolve(name);
        final boolean isThere = Files.exists(file);
        final String why = file + " is absent; -D" + PLACE + "=DIRECTORY names another place";
        if (isRequired && !isThere) {
            Assertions.fail(why);
        }
        need(isThere, why, out);
        return file;
    }

    /**
     * Goes on where the machine has what a test needs.
     *
     * @param why what is said where it has not, as in "ngspice is not installed"
     */
    public static void need(boolean isThere, String why) {
        need(isThere, why, System.out);
    }

    static void need(boolean isThere, String why, PrintStream out) {
        if (!isThere) {
            final String line = "skipped: " + test() + ": " + why;
            out.println(line);
            Assumptions.abort(line);
        }
    }

    /** The method that asked. */
    private static String test() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !OWN.contains(frame.getClassName()))
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .findFirst()
                        .orElseThrow());
    }

    /** Whether a program is there and ends well. */
    public static boolean runs(String... words) {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
