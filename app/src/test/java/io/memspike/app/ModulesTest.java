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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.lifecycle.LifecycleHook;
import org.junit.jupiter.api.Test;

/** No property is without a fixed seed: jqwik comes to a module with the hook that sets it, and in no other way. */
class ModulesTest {
    @Test
    void shouldGetJqwikTogetherWithTheSeedsAlone() throws IOException {
        final String parent = Files.readString(Path.of("../pom.xml"));
        final List<String> modules = modules();
        assertEquals(12, modules.size());
        for (final String module : modules) {
            final String pom = Files.readString(Path.of("..", module, "pom.xml"));
            final boolean isTesting = module.equals("testing");

            assertEquals(isTesting, pom.contains("<groupId>net.jqwik</groupId>"), module);
            assertTrue(isTesting || pom.contains("<artifactId>testing</artifactId>"), module);
        }
        assertFalse(parent.substring(parent.indexOf("</dependencyManagement>")).contains("jqwik</artifactId>"));
    }

    private static List<String> modules() throws IOException {
        return Pattern.compile("<module>(.*?)</module>")
                .matcher(Files.readString(Path.of("../pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(module -> !module.equals("bom"))
                .toList();
    }

    @Test
    void shouldNameEachJavaModuleAsItsPackage() throws IOException {
        for (final String module : modules()) {
            final Matcher name = Pattern.compile("<module.name>(.*?)</module.name>")
                    .matcher(Files.readString(Path.of("..", module, "pom.xml")));

            assertTrue(name.find(), module);
            assertTrue(
                    Files.isDirectory(Path.of("..", module, "src/main/java")
                            .resolve(name.group(1).replace('.', '/'))),
                    module + ": " + name.group(1));
        }
    }

    @Test
    void shouldListEveryModuleThatEmbeddersName() throws IOException {
        final String bom = Files.readString(Path.of("../bom/pom.xml"));
        for (final String module : modules()) {
            final boolean isForEmbedders =
                    !List.of("testing", "bench", "app", "serve").contains(module);

            assertEquals(isForEmbedders, bom.contains("<artifactId>" + module + "</artifactId>"), module);
        }
    }

    @Test
    void shouldHaveTheSeedsOnItsClassPath() {
        assertTrue(ServiceLoader.load(LifecycleHook.class).stream()
                .anyMatch(hook -> hook.type().getName().equals("io.memspike.testing.PropertySeeds")));
        assertNotNull(getClass().getClassLoader().getResource("junit-platform.properties"));
    }
}
