package io.memspike.datasets.set.internal;

import io.memspike.testing.KeptInputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of data sets found. */
class DataSetFuzzTest {
    @TempDir
    Path directory;

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        DataSetFuzz.directory = directory;
        return KeptInputs.of(new DataSetFuzz());
    }
}
