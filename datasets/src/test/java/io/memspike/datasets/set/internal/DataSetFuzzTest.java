package io.memspike.datasets.set.internal;

import io.memspike.testing.AnyBytes;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What fuzzing of data sets begins with, and what it found. */
class DataSetFuzzTest {
    private final DataSetFuzz fuzz = new DataSetFuzz();

    @TempDir
    Path directory;

    @BeforeEach
    void share() {
        DataSetFuzz.directory = directory;
    }

    @Test
    void shouldReadWhatFuzzingBeginsWithAndReadOrRefuseItDamaged() throws IOException {
        final Path file = directory.resolve("sound" + GestureLabels.ENDING);
        AnyBytes.around(file, DataSetFuzz.arrays(), DataSetFuzz::readIdx, (i, bytes) -> fuzz.idx(bytes));
        AnyBytes.around(file, DataSetFuzz.tables(), DataSetFuzz::readLabels, (i, bytes) -> fuzz.labels(bytes));
        AnyBytes.around(file, DataSetFuzz.spoken(), DataSetFuzz::readSpikes, (i, bytes) -> fuzz.spikes(bytes));
        AnyBytes.around(file, DataSetFuzz.sounds(), DataSetFuzz::readWave, (i, bytes) -> fuzz.wave(bytes));
        AnyBytes.around(file, DataSetFuzz.numbers(), DataSetFuzz::readNpy, (i, bytes) -> fuzz.npy(bytes));
        AnyBytes.around(file, DataSetFuzz.pictures(), DataSetFuzz::readPicture, (i, bytes) -> fuzz.picture(bytes));
    }

    @TestFactory
    List<DynamicTest> shouldReadOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
