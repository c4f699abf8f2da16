package io.memspike.datasets.recording;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Readers of recordings as targets of a fuzzer, a method of its name for each format, and one for all; {@code .ci/fuzz} runs them. */
class RecordingFuzz {
    @TempDir
    static Path directory;

    /** Begins with what is sound in the format that the method is named after. */
    static final class Sound implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            final String format = context.getRequiredTestMethod().getName();
            return SoundFile.all().stream()
                    .filter(file -> format.equals("any") || file.format().equals(format))
                    .map(file -> Arguments.of((Object) file.bytes()));
        }
    }

    /** A target. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ArgumentsSource(Sound.class)
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    @interface Reader {}

    @Reader
    void aedat2(byte[] bytes) throws IOException {
        check(bytes, "aedat2");
    }

    @Reader
    void aedat3(byte[] bytes) throws IOException {
        check(bytes, "aedat3");
    }

    @Reader
    void aedat4(byte[] bytes) throws IOException {
        check(bytes, "aedat4");
    }

    /** Whichever format the bytes look like. */
    @Reader
    void any(byte[] bytes) throws IOException {
        check(bytes, null);
    }

    @Reader
    void bin(byte[] bytes) throws IOException {
        check(bytes, "bin");
    }

    @Reader
    void bs1(byte[] bytes) throws IOException {
        check(bytes, "bs1");
    }

    @Reader
    void bs2(byte[] bytes) throws IOException {
        check(bytes, "bs2");
    }

    @Reader
    void bs3(byte[] bytes) throws IOException {
        check(bytes, "bs3");
    }

    @Reader
    void csv(byte[] bytes) throws IOException {
        check(bytes, "csv");
    }

    @Reader
    void dat(byte[] bytes) throws IOException {
        check(bytes, "dat");
    }

    @Reader
    void es(byte[] bytes) throws IOException {
        check(bytes, "es");
    }

    @Reader
    void evt2(byte[] bytes) throws IOException {
        check(bytes, "evt2");
    }

    @Reader
    void evt21(byte[] bytes) throws IOException {
        check(bytes, "evt21");
    }

    @Reader
    void evt3(byte[] bytes) throws IOException {
        check(bytes, "evt3");
    }

    @Reader
    void hdf5(byte[] bytes) throws IOException {
        check(bytes, "hdf5");
    }

    @Reader
    void npy(byte[] bytes) throws IOException {
        check(bytes, "npy");
    }

    @Reader
    void npz(byte[] bytes) throws IOException {
        check(bytes, "npz");
    }

    @Reader
    void text(byte[] bytes) throws IOException {
        check(bytes, "text");
    }

    private static void check(byte[] bytes, String format) throws IOException {
        final Path file = directory.resolve("fuzzed");
        Files.deleteIfExists(file); // what is written over is forced to disk: forty times slower
        ReadOrRefused.check(format, Files.write(file, bytes), format);
    }
}
