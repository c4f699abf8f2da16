package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's way to Spark: a copy of it beside jars that are empty, and a Java that says what it is asked. */
class LauncherTest {
    private static final String MASTER = "spark://127.0.0.1:7077";

    @TempDir
    Path root;

    @BeforeEach
    void putTheLauncherBesideEmptyJars() throws IOException {
        final Path launcher = Path.of("..", "memspike");
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
        Files.copy(launcher, root.resolve("memspike"));
        file("app/target/memspike.jar", "");
        file("java/release", "JAVA_VERSION=\"17.0.1\"\n");
        file("java/bin/java", "#!/bin/bash\necho \"$@\"\n").toFile().setExecutable(true);
        file("spark/jars/spark.jar", "");
    }

    private Path file(String name, String content) throws IOException {
        final Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private String launched(String spark) throws Exception {
        final ProcessBuilder builder = new ProcessBuilder(
                        "/bin/bash", root.resolve("memspike").toString(), "sweep", "plan.yaml", "--on", MASTER)
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", root.resolve("java").toString());
        builder.environment().remove("SPARK_HOME");
        builder.environment().remove("MEMSPIKE_JAVA_OPTS");
        if (spark != null) {
            builder.environment().put("SPARK_HOME", root.resolve(spark).toString());
        }
        final Process process = builder.start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    @Test
    void shouldPutSparksJarsFirstAndTheModuleForItNext() throws Exception {
        file("cluster/target/cluster-0.1.0-SNAPSHOT.jar", "");
        file("cluster/target/cluster-0.1.0-SNAPSHOT-sources.jar", "");

        final String said = launched("spark");

        final String real = root.toRealPath().toString();
        assertTrue(
                said.endsWith("-cp " + root.resolve("spark") + "/jars/*:" + real
                        + "/cluster/target/cluster-0.1.0-SNAPSHOT.jar:" + real
                        + "/app/target/memspike.jar io.memspike.app.Main sweep plan.yaml --on " + MASTER),
                said);
    }

    @Test
    void shouldTakeAModuleThatIsOlderThanWhatItCalls() throws Exception { // a build leaves a jar that has not changed
        final Path jar = file("cluster/target/cluster-0.1.0-SNAPSHOT.jar", "");
        file("cluster/src/main/java/Old.java", "");
        Files.setLastModifiedTime(root.resolve("cluster/src/main/java/Old.java"), FileTime.fromMillis(1_000));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(2_000));
        file("tasks/src/main/java/New.java", "");

        assertTrue(launched("spark").contains(" io.memspike.app.Main "));
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        assertEquals(
                "memspike: an address of Spark is given and SPARK_HOME is not set; expected the directory of a Spark 4.2",
                launched(null));
        assertEquals(
                "memspike: SPARK_HOME=" + root.resolve("none") + " has no jars; expected the directory of a Spark 4.2",
                launched("none"));
        assertEquals(
                "memspike: the module for Spark is not built; build it by: mvn -pl app,cluster -am -DskipTests package",
                launched("spark"));
    }
}
