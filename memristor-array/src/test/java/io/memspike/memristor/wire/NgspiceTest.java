package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An independent circuit simulator finds the same currents, where it is installed. */
class NgspiceTest {
    private static final Pattern CURRENT = Pattern.compile("i\\(vout(\\d+)\\) = (\\S+)");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 17", "16, 16", "64, 40", "64, 64"})
    void shouldEqualNgspice(int rows, int columns) throws IOException, InterruptedException {
        Outside.need(isInstalled(), "ngspice is not installed");
        final RandomStream random = RandomStream.of(rows, "ngspice");
        final double[][] cells = new double[rows][columns];
        for (final double[] row : cells) {
            for (int j = 0; j < columns; j++) {
                final boolean isOpen = rows > 1 && random.nextInt(20) == 0;
                row[j] = isOpen ? Double.POSITIVE_INFINITY : 5e3 + 10e3 * random.nextInt(1000) / 1e3;
            }
        }
        final Crossbar crossbar = new Crossbar(cells, 9.24, 11.55, 100, 50);
        final double[] voltages = CrossbarSolverTest.voltages(random, rows);
        voltages[0] = 0.3;

        final double[] found = new CrossbarSolver(crossbar).solve(voltages).outputs();

        final Map<Integer, Double> expected = ngspice(netlist(crossbar, voltages));
        assertEquals(columns, expected.size());
        for (int j = 0; j < columns; j++) {
            assertEquals(expected.get(j), found[j], 1e-9 * Math.abs(expected.get(j)), "column " + j);
        }
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            final Process process = new ProcessBuilder("ngspice", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String netlist(Crossbar crossbar, double[] voltages) {
        final StringBuilder text = new StringBuilder("crossbar\n");
        final int rows = crossbar.rows();
        final int columns = crossbar.columns();
        int n = 0;
        for (int i = 0; i < rows; i++) {
            text.append(line("vin%d v%d 0 dc %s", i, i, voltages[i]));
            text.append(line("rd%d v%d w%d_0 %s", i, i, i, crossbar.driver() + crossbar.wordWire()));
            for (int j = 0; j < columns; j++) {
                if (crossbar.cells()[i][j] < Double.POSITIVE_INFINITY) {
                    text.append(line("r%d w%d_%d b%d_%d %s", n++, i, j, i, j, crossbar.cells()[i][j]));
                }
                if (j + 1 < columns) {
                    text.append(line("r%d w%d_%d w%d_%d %s", n++, i, j, i, j + 1, crossbar.wordWire()));
                }
                if (i + 1 < rows) {
                    text.append(line("r%d b%d_%d b%d_%d %s", n++, i, j, i + 1, j, crossbar.bitWire()));
                }
            }
        }
        for (int j = 0; j < columns; j++) {
            text.append(line("rs%d b%d_%d e%d %s", j, rows - 1, j, j, crossbar.bitWire() + crossbar.sense()));
            text.append(line("vout%d e%d 0 dc 0", j, j));
        }
        text.append(".control\nset numdgt=15\nop\n");
        for (int j = 0; j < columns; j++) {
            text.append(line("print i(vout%d)", j));
        }
        return text.append("quit\n.endc\n.end\n").toString();
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments) + '\n';
    }

    private Map<Integer, Double> ngspice(String netlist) throws IOException, InterruptedException {
        final Path file = Files.writeString(directory.resolve("crossbar.cir"), netlist);
        final Path out = directory.resolve("out.txt");
        final Process process = new ProcessBuilder("ngspice", "-b", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertEquals(true, process.waitFor(2, TimeUnit.MINUTES));
        final Map<Integer, Double> currents = new HashMap<>();
        final Matcher matcher = CURRENT.matcher(Files.readString(out, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            currents.put(Integer.parseInt(matcher.group(1)), Double.parseDouble(matcher.group(2)));
        }
        return currents;
    }
}
