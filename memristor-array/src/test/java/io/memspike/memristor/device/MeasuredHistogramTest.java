package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.Statistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredHistogramTest {
    private static final String HEADER = "conductance_low_siemens,conductance_high_siemens,count\n";

    @TempDir
    Path folder;

    /** 1/4 in [0, 2) µS, 3/4 in [4, 5) µS, nothing between or in a bin that counted none. */
    private static final MeasuredHistogram UNEVEN = new MeasuredHistogram(List.of(
            new MeasuredHistogram.Bin(0, 2e-6, 5),
            new MeasuredHistogram.Bin(2e-6, 3e-6, 0),
            new MeasuredHistogram.Bin(4e-6, 5e-6, 15)));

    @Test
    void shouldFormCellsAsTheyWereCounted() {
        final double[] siemens = Draws.cells(1, UNEVEN::formSiemens);

        // mean (1/4) 1 + (3/4) 4.5 = 3.625; second moments 4/3 and 61/3: variance 1/3 + 61/4 − 3.625² = 2.44270833
        assertEquals(3.625e-6, UNEVEN.meanSiemens(), 1e-20);
        assertEquals(3.625e-6, Statistics.mean(siemens), Statistics.Z * 1.5629e-6 / Math.sqrt(siemens.length));
        Draws.assertDistributed(
                g -> g < 2e-6 ? g / 8e-6 : g < 4e-6 ? 0.25 : 0.25 + 0.75 * Math.min(1, (g - 4e-6) / 1e-6), siemens);
    }

    @Test
    void shouldSpanItsBins() {
        assertEquals(new ConductanceRange(0, 5e-6), UNEVEN.range());
    }

    @Test
    void shouldReadWhatALaboratoryWrote() throws IOException {
        final Path file = folder.resolve("cells.csv");
        Files.writeString(file, "# wafer 7\n" + HEADER + "0, 2e-6, 5\n\n2.0E-6,3e-6,0\n\"4e-6\",5e-6,15");

        assertEquals(UNEVEN.bins(), MeasuredHistogram.read(file).bins());
    }

    @Test
    void shouldKeepNeitherDriftNorNoise() {
        assertEquals(4e-6, UNEVEN.siemensAfter(4e-6, 4e-6, 1e6, RandomStream.of(1, "test")));
        assertEquals(0, UNEVEN.readSigmaSiemens(4e-6, 4e-6, 1e6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''           | line 1: expected the header @, found nothing",
                "'low,high\n' | line 1: expected the header @, found low,high",
                "'@\n0,1e-6\n'      | line 2: expected 3 values, found 2: 0,1e-6",
                "'@\n0,1e-6,2,3\n'  | line 2: expected 3 values, found 4: 0,1e-6,2,3",
                "'@\n0,1e-6,2\n\n1e-6,wide,2\n'"
                        + "| line 4: expected a number of siemens for conductance_high_siemens, found 'wide'",
                "'@\n0,1e-6,2.5\n'  | line 2: expected a whole number of cells for count, found '2.5'",
                "'@\n0,1e-6,\n'     | line 2: expected a whole number of cells for count, found ''",
                "'@\n0,1e-6,-3\n'   | line 2: count: expected at least 0, found -3",
                "'@\n-1e-6,1e-6,3\n'"
                        + "| line 2: conductance_low_siemens: expected a finite conductance of at least 0, found -1.0E-6",
                "'@\n0,NaN,3\n'" + "| line 2: expected a number of siemens for conductance_high_siemens, found 'NaN'",
                "'@\n0,1e-6f,3\n' | line 2: expected a number of siemens for conductance_high_siemens, found '1e-6f'",
                "'@\n0,0x1p-20,3\n'"
                        + "| line 2: expected a number of siemens for conductance_high_siemens, found '0x1p-20'",
                "'@\n0,1e400,3\n'"
                        + "| line 2: conductance_high_siemens: expected a finite conductance of at least 0, found Infinity",
                "'@\n0,1e-6,9223372036854775808\n'"
                        + "| line 2: expected a whole number of cells below 2^63 for count, found '9223372036854775808'",
                "'@\n0,1e-6,\u0663\n'  | line 2: expected a whole number of cells for count, found '\u0663'",
                "'@\n0,1e308,30\n' | histogram: expected cells whose conductances have a finite mean, found Infinity siemens",
                "'@\n2e-6,1e-6,3\n'"
                        + "| line 2: bin: expected a lower edge up to the upper one, found 2.0E-6 above 1.0E-6",
                "'@\n0,2e-6,3\n1e-6,3e-6,4\n'"
                        + "| line 3: bin: expected a lower edge from 2.0E-6 up, the end of the bin before, found 1.0E-6",
                "'@\n'              | histogram: expected at least one cell, found none in 0 bins",
                "'@\n0,1e-6,0\n'    | histogram: expected at least one cell, found none in 1 bin",
            })
    void shouldRefuseWhenMalformed(String content, String message) throws IOException {
        final String header = HEADER.strip();
        final Path file = folder.resolve("bad.csv");
        Files.writeString(file, content.replace("@", header));

        assertEquals(
                file + ": " + message.replace("@", header),
                assertThrows(FileFormatException.class, () -> MeasuredHistogram.read(file))
                        .getMessage());
    }

    @Test
    void shouldRefuseWhenQuotesDoNotEnd() throws IOException {
        final Path file = folder.resolve("bad.csv");
        Files.writeString(file, HEADER + "0,\"1e-6,3\n");

        final String message = assertThrows(FileFormatException.class, () -> MeasuredHistogram.read(file))
                .getMessage();
        assertEquals(1, message.lines().count());
        assertEquals(0, message.indexOf(file + ": line "));
    }

    @Test
    void shouldRefuseWhenNotText() throws IOException {
        final Path file = folder.resolve("bad.csv");
        Files.write(file, (HEADER + "0,1e-6,\u00FC\n").getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(
                file + ": text: expected UTF-8, found bytes that are not",
                assertThrows(FileFormatException.class, () -> MeasuredHistogram.read(file))
                        .getMessage());
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        final Path file = folder.resolve("none.csv");
        assertEquals(
                file + ": expected a file of comma-separated values, found no such file",
                assertThrows(NoSuchFileException.class, () -> MeasuredHistogram.read(file))
                        .getMessage());
    }
}
