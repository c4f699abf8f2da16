package io.memspike.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Says which inputs the properties of all modules draw; jqwik finds it by its service file.
 *
 * <p>A check is the same at every run: each property draws from one seed, made of its name, and then from the seeds of
 * its {@link SeedCase}s. Where the system property {@value #EXPLORE} is above 0, each property draws from so many new
 * seeds instead, and the first that fails is kept as a case.
 */
public final class PropertySeeds implements AroundPropertyHook {
    /** System property: how many new seeds each property draws from; 0, the default, to check. */
    public static final String EXPLORE = "memspike.explore";

    /** System property: the directory in which cases are kept; by default where a module's tests have their resources. */
    public static final String CASES = "memspike.cases";

    private final SecureRandom random = new SecureRandom();

    /** Made by jqwik. */
    public PropertySeeds() {}

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public int aroundPropertyProximity() {
        return 1000; // inside all other hooks: theirs is one property, however many seeds it draws from
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property)
            throws IOException {
        final int rounds = Integer.getInteger(EXPLORE, 0);
        return rounds > 0 && context.targetMethod().getParameterCount() > 0
                ? explore(context, property, rounds)
                : check(context, property);
    }

    private static PropertyExecutionResult check(PropertyLifecycleContext context, PropertyExecutor property)
            throws IOException {
        PropertyExecutionResult result = execute(context, property, fixedSeed(context));
        for (final SeedCase each : SeedCase.of(context.containerClass())) {
            if (result.status() != Status.SUCCESSFUL) {
                break;
            }
            if (each.property().equals(context.targetMethod().getName())) {
                context.attributes().setTries(each.tries());
                result = execute(context, property, each.seed());
            }
        }
        return result;
    }

    private PropertyExecutionResult explore(PropertyLifecycleContext context, PropertyExecutor property, int rounds)
            throws IOException {
        PropertyExecutionResult result = execute(context, property, random.nextLong());
        for (int round = 1; round < rounds && result.status() == Status.SUCCESSFUL; round++) {
            result = execute(context, property, random.nextLong());
        }
        if (result.status() == Status.FAILED) {
            keep(context, result);
        }
        return result;
    }

    private static PropertyExecutionResult execute(
            PropertyLifecycleContext context, PropertyExecutor property, long seed) {
        context.attributes().setSeed(Long.toString(seed));
        context.attributes().setAfterFailure(AfterFailureMode.RANDOM_SEED); // not what failed last time, but this seed
        return property.execute();
    }

    private static long fixedSeed(PropertyLifecycleContext context) {
        return context.attributes()
                .seed()
                .filter(seed -> !seed.isEmpty())
                .map(Long::valueOf)
                .orElseGet(() -> (long) (context.containerClass().getName() + "." + context.label()).hashCode());
    }

    private static void keep(PropertyLifecycleContext context, PropertyExecutionResult result) throws IOException {
        final SeedCase failed = new SeedCase(
                context.targetMethod().getName(),
                Long.parseLong(result.seed().orElseThrow()),
                context.attributes().tries().orElse(SeedCase.DEFAULT_TRIES));
        final Path file = Path.of(System.getProperty(CASES, "src/test/resources"))
                .resolve(SeedCase.file(context.containerClass()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, failed.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        context.reporter().publishValue("kept in " + file, failed.line().strip());
    }
}
