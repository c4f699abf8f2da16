package io.memspike.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class PropertySeedsTest {
    private static final List<Long> DRAWN = new ArrayList<>();

    @TempDir
    Path directory;

    /** Not run by themselves: the tests below run them. */
    static final class Fixture {
        @Property(tries = 5)
        void draws(@ForAll long number) {
            DRAWN.add(number);
        }

        @Property(tries = 5, seed = "7")
        void drawsFromItsOwn(@ForAll long number) {
            DRAWN.add(number);
        }

        @Property(tries = 8)
        void hasACase(@ForAll long number) {
            DRAWN.add(number);
        }

        @Property(tries = 5)
        void failsWhenExplored(@ForAll long number) {
            DRAWN.add(number);
            assertTrue(Integer.getInteger(PropertySeeds.EXPLORE, 0) == 0 || number == 0);
        }
    }

    @BeforeEach
    @AfterEach
    void reset() {
        System.clearProperty(PropertySeeds.EXPLORE);
        System.clearProperty(PropertySeeds.CASES);
        DRAWN.clear();
    }

    /** Whether it holds. */
    private static boolean run(String property) {
        final LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Fixture.class.getName() + "#" + property + "(long)"))
                .build();
        final SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertEquals(1, listener.getSummary().getTestsStartedCount());
        return listener.getSummary().getTestsFailedCount() == 0;
    }

    private static List<Long> drawn(String property) {
        DRAWN.clear();
        assertTrue(run(property));
        return List.copyOf(DRAWN);
    }

    @Test
    void shouldDrawTheSameAtEveryRun() {
        assertEquals(drawn("draws"), drawn("draws"));
        assertEquals(5, drawn("draws").size());
        assertEquals(drawn("drawsFromItsOwn"), drawn("drawsFromItsOwn"));
        assertNotEquals(drawn("draws"), drawn("drawsFromItsOwn"));
    }

    @Test
    void shouldDrawOthersAtEveryRunWhenExploring() {
        System.setProperty(PropertySeeds.EXPLORE, "3");

        final List<Long> first = drawn("draws");

        assertEquals(15, first.size());
        assertNotEquals(first, drawn("draws"));
    }

    /** PropertySeedsTest$Fixture.cases has the line {@code hasACase 42 5}. */
    @Test
    void shouldDrawFromTheCasesToo() {
        final List<Long> all = drawn("hasACase");

        assertEquals(8 + 5, all.size());
        assertEquals(all, drawn("hasACase"));
        assertNotEquals(all.subList(0, 5), all.subList(8, 13));
    }

    @Test
    void shouldKeepWhatFailsAsACase() throws IOException {
        System.setProperty(PropertySeeds.EXPLORE, "3");
        System.setProperty(PropertySeeds.CASES, directory.toString());

        assertTrue(!run("failsWhenExplored") && !run("failsWhenExplored"));

        final List<String> lines = Files.readAllLines(directory
                .resolve("io")
                .resolve("memspike")
                .resolve("testing")
                .resolve("PropertySeedsTest$Fixture.cases"));
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).matches("failsWhenExplored -?\\d+ 5"), lines.get(0));
        assertNotEquals(lines.get(0), lines.get(1));
    }
}
