package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.lifecycle.LifecycleHook;
import org.junit.jupiter.api.Test;

/** No property is without a fixed seed: jqwik comes to a module with the hook that sets it, and in no other way. */
class ModulesTest {
    @Test
    void shouldGetJqwikTogetherWithTheSeedsAlone() throws IOException {
        final String parent = Files.readString(Path.of("../pom.xml"));
        final List<String> modules = Pattern.compile("<module>(.*?)</module>")
                .matcher(parent)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertEquals(12, modules.size());
        for (final String module : modules) {
            final String pom = Files.readString(Path.of("..", module, "pom.xml"));
            final boolean isTesting = module.equals("testing");

            assertEquals(isTesting, pom.contains("<groupId>net.jqwik</groupId>"), module);
            assertTrue(isTesting || pom.contains("<artifactId>testing</artifactId>"), module);
        }
        assertFalse(parent.substring(parent.indexOf("</dependencyManagement>")).contains("jqwik</artifactId>"));
    }

    @Test
    void shouldHaveTheSeedsOnItsClassPath() {
        assertTrue(ServiceLoader.load(LifecycleHook.class).stream()
                .anyMatch(hook -> hook.type().getName().equals("io.memspike.testing.PropertySeeds")));
        assertNotNull(getClass().getClassLoader().getResource("junit-platform.properties"));
    }
}
