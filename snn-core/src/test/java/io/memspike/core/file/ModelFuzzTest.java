package io.memspike.core.file;

import io.memspike.testing.KeptInputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of models found. */
class ModelFuzzTest {
    @TempDir
    Path directory;

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        ModelFuzz.directory = directory;
        return KeptInputs.of(new ModelFuzz());
    }
}
