package io.memspike.testing;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.NodeType;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.vm.CompileMode;

/**
 * What a module states about its threads by jcstress, tried in the process of its other tests: for a moment each, or as many seconds as
 * the system property {@code memspike.stress} says. {@code .ci/stress} tries the same in processes of their own, compiled in every way.
 */
public final class Stress {
    private static final int SECONDS = Integer.getInteger("memspike.stress", 0);
    private static final String PAIRS = "-strideSize 8 -strideCount 2 -c 2 "; // few at a time: they wait for each other
    private static final String TIME = SECONDS == 0 ? "-iters 1 -time 300" : "-time 1000 -iters " + SECONDS;
    private static final Duration MOST = Duration.ofSeconds(120 + 4L * SECONDS);

    private Stress() {}

    /** A test for each class with {@code JCStressTest} on the class path of whoever asks. */
    public static List<DynamicTest> all() {
        return TestList.tests().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(
                        name.substring(name.lastIndexOf('.') + 1), () -> hold(TestList.getInfo(name))))
                .toList();
    }

    private static void hold(TestInfo test) {
        final TestResult result = assertTimeoutPreemptively(
                MOST, () -> run(test), () -> test.name() + ": threads wait for each other without end");
        assertTrue(
                result.status() == Status.NORMAL,
                () -> test.name() + ": " + result.status() + ": " + String.join(" ", result.getMessages()));
        final Collection<String> outcomes = result.getStateKeys();
        assertTrue(!outcomes.isEmpty(), test.name() + ": nothing came of it");
        final String forbidden = outcomes.stream()
                .filter(outcome -> expected(test, outcome) == Expect.FORBIDDEN)
                .map(outcome -> outcome + " (" + result.getCount(outcome) + " of " + result.getTotalCount() + " times)")
                .collect(Collectors.joining("; "));
        assertTrue(forbidden.isEmpty(), () -> test.name() + ": forbidden: " + forbidden);
    }

    private static TestResult run(TestInfo test) throws IOException, ReflectiveOperationException {
        final Options options = new Options((PAIRS + TIME).split(" "));
        options.parse();
        final SchedulingClass anywhere = new SchedulingClass(AffinityMode.NONE, test.threads(), NodeType.PACKAGE);
        final TestConfig config = new TestConfig(options, test, 0, List.of(), CompileMode.UNIFIED, anywhere);
        final Runner<?> runner = (Runner<?>) Class.forName(test.generatedRunner())
                .getConstructor(ForkedTestConfig.class)
                .newInstance(new ForkedTestConfig(config));
        return runner.run();
    }

    private static Expect expected(TestInfo test, String outcome) {
        return test.cases().stream()
                .filter(each -> each.matchesExactly(outcome) || each.matches(outcome))
                .findFirst()
                .orElse(test.unmatched())
                .expect();
    }
}
