package io.memspike.tasks.hardware;

import io.memspike.testing.KeptInputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of crossbars and plans found. */
class JsonFuzzTest {
    @TempDir
    Path directory;

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        JsonFuzz.directory = directory;
        return KeptInputs.of(new JsonFuzz());
    }
}
