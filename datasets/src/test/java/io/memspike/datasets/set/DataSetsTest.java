package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.IdxFiles;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.testing.Outside;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetsTest {
    private final DataSets sets = DataSets.ofSystem();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3-ubyte, ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "train-labels-idx1-ubyte, 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "t10k-images-idx3-ubyte, 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "t10k-labels-idx1-ubyte, ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    })
    void shouldEmbedMnistUnchanged(String name, String sha256) throws IOException, NoSuchAlgorithmException {
        try (InputStream in = ImageSet.class.getResourceAsStream("mnist/" + name + ".gz");
                InputStream unzipped = new GZIPInputStream(in)) {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(unzipped.readAllBytes());

            assertEquals(sha256, HexFormat.of().formatHex(digest));
        }
    }

    @Test
    void shouldLoadEmbeddedMnist() throws IOException {
        final ImageSet train = sets.images("mnist", Split.TRAIN);
        final ImageSet test = sets.images("mnist", Split.TEST);

        assertEquals(60_000, train.size());
        assertEquals(10_000, test.size());
        assertEquals(7, test.label(0)); // the well-known first test digit
        assertEquals(28, test.height());
        assertTrue(sets.isPresent("mnist"));
    }

    @Test
    void shouldReadEmbeddedDigitsOnceForAllWhoAsk() throws IOException {
        final Samples first = sets.open("mnist", Split.TEST);

        assertSame(first, new DataSets(directory).open("mnist", Split.TEST));
        assertNotSame(first, sets.open("mnist", Split.TRAIN));
    }

    @Test
    void shouldLoadFashionMnistWhereItsPackageIsInstalled() throws IOException {
        Outside.need(sets.isPresent("fashion-mnist"), "Debian's package dataset-fashion-mnist is not installed");

        final ImageSet test = sets.images("fashion-mnist", Split.TEST);

        assertEquals(10_000, test.size());
        assertEquals(9, test.label(0)); // an ankle boot
    }

    @Test
    void shouldNameThePackageWhenFashionMnistIsMissing() {
        final DataSets elsewhere = new DataSets(directory);

        final Exception refusal =
                assertThrows(FileNotFoundException.class, () -> elsewhere.images("fashion-mnist", Split.TEST));

        assertTrue(refusal.getMessage().contains("dataset-fashion-mnist"), refusal.getMessage());
        assertFalse(elsewhere.isPresent("fashion-mnist"));
    }

    @Test
    void shouldListKnownNamesWhenNameIsUnknown() {
        final Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> sets.images("no-such-set", Split.TEST));

        assertEquals(
                "data set: expected one of braille, dvs-gesture, fashion-mnist, mnist, n-caltech101, n-mnist, shd, spoken-digits, spoken-digits-mel, ssc or a directory with IDX files, found no-such-set",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> sets.images("", Split.TEST));
    }

    @ParameterizedTest
    @CsvSource({"-, false", "-, true", "., false", "., true"})
    void shouldLoadDirectoryWhateverItsNamingAndPacking(String separator, boolean isGzip) throws IOException {
        write("t10k-images" + separator + "idx3-ubyte", isGzip, IdxFiles.plain(0x803, new int[] {2, 1, 2}, new byte[] {
            1, 2, 3, 4
        }));
        write("t10k-labels" + separator + "idx1-ubyte", isGzip, IdxFiles.plain(0x801, new int[] {2}, new byte[] {5, 6
        }));

        final ImageSet set = sets.images(directory.toString(), Split.TEST);

        assertArrayEquals(new byte[] {1, 2, 3, 4}, set.pixels());
        assertArrayEquals(new byte[] {5, 6}, set.labels());
        final Exception refusal =
                assertThrows(FileNotFoundException.class, () -> sets.images(directory.toString(), Split.TRAIN));
        assertEquals(
                directory + ": expected train-images-idx3-ubyte, gzipped (.gz) or plain, found none",
                refusal.getMessage());
    }

    @Test
    void shouldNameTheFileWhenItIsDamaged() throws IOException {
        write("t10k-images-idx3-ubyte", false, new byte[] {1, 2, 3});
        write("t10k-labels-idx1-ubyte", false, IdxFiles.plain(0x801, new int[] {1}, new byte[1]));

        final Exception refusal =
                assertThrows(FileFormatException.class, () -> sets.images(directory.toString(), Split.TEST));

        assertTrue(refusal.getMessage().startsWith(directory.resolve("t10k-images-idx3-ubyte") + ": "));
    }

    private void write(String name, boolean isGzip, byte... content) throws IOException {
        Files.write(directory.resolve(isGzip ? name + ".gz" : name), isGzip ? IdxFiles.gzip(content) : content);
    }
}
