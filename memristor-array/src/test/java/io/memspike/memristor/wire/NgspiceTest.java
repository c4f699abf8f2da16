package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An independent circuit simulator finds the same currents, where it is installed. */
class NgspiceTest {
    private static final Pattern CURRENT = Pattern.compile("i\\(vout(\\d+)\\) = (\\S+)");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 9.24, 11.55, 100, 50",
        "3, 17, 9.24, 11.55, 100, 50",
        "16, 16, 9.24, 11.55, 100, 50",
        "64, 40, 9.24, 11.55, 100, 50",
        "64, 64, 9.24, 11.55, 100, 50",
        "32, 24, 1e-6, 10, 0, 0",
        "24, 32, 10, 1e-6, 0, 0",
        "17, 23, 1e-3, 1e-3, 20, 2000",
        "9, 14, 1e5, 20, 1, 1",
        "5, 6, 0, 0, 0, 0",
        "5, 6, 0, 0, 30, 7",
        "5, 6, 0, 11, 0, 0",
        "5, 6, 9, 0, 30, 0",
    })
    void shouldEqualNgspice(int rows, int columns, double word, double bit, double driver, double sense)
            throws IOException, InterruptedException {
        Outside.need(Outside.runs("ngspice", "--version"), "ngspice is not installed");
        final RandomStream random = RandomStream.of(rows, "ngspice");
        final double[][] cells = new double[rows][columns];
        for (final double[] row : cells) {
            for (int j = 0; j < columns; j++) {
                final boolean isOpen = rows > 1 && random.nextInt(20) == 0;
                row[j] = isOpen ? Double.POSITIVE_INFINITY : 5e3 + 10e3 * random.nextInt(1000) / 1e3;
            }
        }
        final Crossbar crossbar = new Crossbar(cells, word, bit, driver, sense);
        final double[] voltages = CrossbarSolverTest.voltages(random, rows);
        voltages[0] = 0.3;

        final double[] found = new CrossbarSolver(crossbar).solve(voltages).outputs();

        final Map<Integer, Double> expected = ngspice(netlist(crossbar, voltages));
        assertEquals(columns, expected.size());
        for (int j = 0; j < columns; j++) {
            assertEquals(expected.get(j), found[j], 1e-9 * Math.abs(expected.get(j)), "column " + j);
        }
    }

    @Test
    void shouldWriteEveryElementOnceAndJoinWhatNothingSeparates() throws IOException {
        final double[][] cells = {{1e3, Double.POSITIVE_INFINITY}, {0, 2e3}};
        final StringBuilder wired = new StringBuilder();
        new SpiceNetlist(new Crossbar(cells, 1, 2, 3, 4), new double[] {0.5, 0}).write("two\nby two", wired);

        assertEquals("""
                * two by two
                VIN0 IN0 0 0.5
                RD0 IN0 W0_0 4.0
                RC0_0 W0_0 B0_0 1000.0
                RW0_0 W0_0 W0_1 1.0
                RB0_0 B0_0 B1_0 2.0
                RB0_1 B0_1 B1_1 2.0
                VIN1 IN1 0 0.0
                RD1 IN1 W1_0 4.0
                VC1_0 W1_0 B1_0 0.0
                RW1_0 W1_0 W1_1 1.0
                RC1_1 W1_1 B1_1 2000.0
                RS0 B1_0 OUT0 6.0
                VOUT0 OUT0 0 0.0
                RS1 B1_1 OUT1 6.0
                VOUT1 OUT1 0 0.0
                .op
                .end
                """, wired.toString());
        final StringBuilder ideal = new StringBuilder();
        new SpiceNetlist(new Crossbar(new double[][] {{1e3}}, 0, 0), new double[] {1}).write("one", ideal);
        assertEquals("* one\nVIN0 IN0 0 1.0\nRC0_0 IN0 OUT0 1000.0\nVOUT0 OUT0 0 0.0\n.op\n.end\n", ideal.toString());
    }

    @Test
    void shouldRefuseOtherThanAFiniteVoltageForEachRow() {
        final Crossbar one = new Crossbar(new double[][] {{1e3}}, 0, 0);

        assertEquals(
                "netlist: expected a voltage for each of 1 rows, found 2",
                assertThrows(IllegalArgumentException.class, () -> new SpiceNetlist(one, new double[2]))
                        .getMessage());
        assertEquals(
                "netlist: row 0: expected a finite voltage, found NaN",
                assertThrows(IllegalArgumentException.class, () -> new SpiceNetlist(one, new double[] {Double.NaN}))
                        .getMessage());
    }

    /** What is exported, asked for its currents with all their digits. */
    private static String netlist(Crossbar crossbar, double[] voltages) throws IOException {
        final StringBuilder text = new StringBuilder();
        new SpiceNetlist(crossbar, voltages).write("a crossbar", text);
        final StringBuilder asked = new StringBuilder(".control\nset numdgt=15\nop\n");
        for (int j = 0; j < crossbar.columns(); j++) {
            asked.append("print i(vout").append(j).append(")\n");
        }
        return text.toString().replace(".op\n.end\n", asked + "quit\n.endc\n.end\n");
    }

    private Map<Integer, Double> ngspice(String netlist) throws IOException, InterruptedException {
        final Path file = Files.writeString(directory.resolve("crossbar.cir"), netlist);
        final Path out = directory.resolve("out.txt");
        final Process process = new ProcessBuilder("ngspice", "-b", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertEquals(true, process.waitFor(20, TimeUnit.MINUTES));
        final Map<Integer, Double> currents = new HashMap<>();
        final Matcher matcher = CURRENT.matcher(Files.readString(out, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            currents.put(Integer.parseInt(matcher.group(1)), Double.parseDouble(matcher.group(2)));
        }
        return currents;
    }
}
