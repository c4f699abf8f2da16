package io.memspike.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Replays what a fuzzer found, without the fuzzer: each target, a method that takes bytes, is called with each file that is kept for it
 * in the resource {@code CLASSInputs/METHOD} beside its class.
 */
public final class KeptInputs {
    private KeptInputs() {}

    /**
     * A test for each input kept.
     *
     * @param targets an object of the class that has them
     */
    public static List<DynamicTest> of(Object targets) throws IOException, URISyntaxException {
        final List<DynamicTest> tests = new ArrayList<>();
        final Class<?> type = targets.getClass();
        final List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {byte[].class}))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        for (final Method method : methods) {
            final URL inputs = type.getResource(type.getSimpleName() + "Inputs/" + method.getName());
            if (inputs != null) {
                method.setAccessible(true);
                try (Stream<Path> files = Files.list(Path.of(inputs.toURI()))) {
                    files.sorted().forEach(file -> tests.add(test(targets, method, file)));
                }
            }
        }
        return tests;
    }

    private static DynamicTest test(Object targets, Method method, Path file) {
        return DynamicTest.dynamicTest(method.getName() + " " + file.getFileName(), () -> {
            try {
                method.invoke(targets, (Object) Files.readAllBytes(file));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
