package io.memspike.datasets;

import io.memspike.testing.KeptInputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of event files found, and must not find again. */
class EventFileFuzzTest {
    @TempDir
    Path directory;

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        EventFileFuzz.directory = directory;
        return KeptInputs.of(new EventFileFuzz());
    }
}
