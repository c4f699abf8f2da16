package io.memspike.memristor;

import io.memspike.testing.KeptInputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of measured devices and constants found. */
class TableFuzzTest {
    @TempDir
    Path directory;

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        TableFuzz.directory = directory;
        return KeptInputs.of(new TableFuzz());
    }
}
