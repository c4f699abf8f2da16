package io.memspike.testing;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs on which a property once failed, as the seed and the number of tries that draw them. The cases of a class are
 * the lines {@code property seed tries} of the resource {@code TheClass.cases} beside it.
 *
 * @param property name of the method
 * @param seed what it draws from
 * @param tries how often it draws; the same seed draws other inputs for another number of tries
 */
record SeedCase(String property, long seed, int tries) {
    /** What jqwik takes where a property names no number of tries. */
    static final int DEFAULT_TRIES = 1000;

    /** All cases of a class, in the order of its file; none where it has no file. */
    static List<SeedCase> of(Class<?> tests) throws IOException {
        final String file = file(tests);
        try (InputStream in = tests.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> parse(tests, file, line))
                    .toList();
        }
    }

    /** Where the cases of a class are, from the root of the resources on. */
    static String file(Class<?> tests) {
        return tests.getName().replace('.', '/') + ".cases";
    }

    /** The case as a line of the file. */
    String line() {
        return property + " " + seed + " " + tries + "\n";
    }

    private static SeedCase parse(Class<?> tests, String file, String line) {
        final String[] fields = line.split(" ");
        if (fields.length != 3 || !hasMethod(tests, fields[0])) {
            throw new IllegalStateException(
                    file + ": expected lines of a property of the class, a seed and tries, found " + line);
        }
        return new SeedCase(fields[0], Long.parseLong(fields[1]), Integer.parseInt(fields[2]));
    }

    private static boolean hasMethod(Class<?> tests, String name) {
        return Stream.<Class<?>>iterate(tests, each -> each != null, Class::getSuperclass)
                .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                .map(Method::getName)
                .anyMatch(name::equals);
    }
}
