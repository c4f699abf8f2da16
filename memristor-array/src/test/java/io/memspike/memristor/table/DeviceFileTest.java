package io.memspike.memristor.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.table.TabledDevice.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFileTest {
    private static final String STATES = "target_siemens,mean_siemens,deviation_siemens\n";
    private static final String CURVES = "target_siemens,volts,amperes\n";
    private static final String COURSES = "target_siemens,seconds,mean_factor,deviation_factor\n";
    private static final String ALL =
            "{\"states\": \"s.csv\", \"curves\": \"c.csv\", \"statesVolts\": 0.5, \"readVolts\": 1,"
                    + " \"retention\": \"r.csv\"}";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("s.csv"), STATES + "1e-6,1.25e-6,0.5e-6\n2e-6,2e-6,0.25e-6\n");
        Files.writeString(folder.resolve("c.csv"), "volts,amperes\n0,0\n0.5,1e-6\n1,3e-6\n");
        Files.writeString(folder.resolve("r.csv"), "seconds,mean_factor,deviation_factor\n1,1,0\n100,0.5,0.25\n");
    }

    private TabledDevice read(String json) throws IOException {
        final Path file = folder.resolve("device.json");
        Files.writeString(file, json);
        return TabledDevice.read(file);
    }

    @Test
    void shouldReadStatesAtTheVoltageThatTheyAreReadAt() throws IOException {
        // 1 µA at 0.5 V is 2 µS, 3 µA at 1 V is 3 µS: half as much again
        assertEquals(
                List.of(new State(1.5e-6, 1.5 * 1.25e-6, 0.75e-6), new State(3e-6, 3e-6, 0.375e-6)),
                read(ALL).states());
        assertEquals(1, read(ALL).readVolts());
        assertEquals(0, read("{\"states\": \"s.csv\"}").readVolts()); // nobody said
        assertEquals(
                List.of(new State(1e-6, 1.25e-6, 0.5e-6), new State(2e-6, 2e-6, 0.25e-6)),
                read("{\"states\": \"s.csv\"}").states());
    }

    @Test
    void shouldBendEachStateByItsOwnCurve() throws IOException {
        // the first state is linear, the second one conducts twice as much at 1 V
        Files.writeString(folder.resolve("c.csv"), CURVES + "1e-6,0.5,1\n1e-6,1,2\n2e-6,0.5,1\n2e-6,1,4\n");

        final TabledDevice device = read(ALL);

        assertEquals(List.of(new State(1e-6, 1.25e-6, 0.5e-6), new State(4e-6, 4e-6, 0.5e-6)), device.states());
    }

    @Test
    void shouldMoveRetentionWithItsStates() throws IOException {
        Files.writeString(folder.resolve("r.csv"), COURSES + "1e-6,1,1,0\n1e-6,9,1,0\n2e-6,1,1,0\n2e-6,9,0.5,0\n");

        // targets of 1.5 and 3 µS: the middle is 2.25
        assertEquals(0.75, read(ALL).retention().meanFactor(2.25e-6, 9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | device.json: field states: expected a text, found nothing",
                "{'states': 's.csv', 'glue': 1} | device.json: field glue: expected one of the fields states, curves, statesVolts, readVolts, retention, found an unknown field",
                "{'states': 's.csv', 'curves': 'c.csv', 'readVolts': 1} | device.json: statesVolts: expected a finite voltage above 0 with curves, found none",
                "{'states': 's.csv', 'curves': 'c.csv', 'statesVolts': 1, 'readVolts': 0} | device.json: readVolts: expected a finite voltage above 0 with curves, found 0.0",
                "{'states': 's.csv', 'readVolts': 1} | device.json: curves: expected some with statesVolts and readVolts, which change nothing without, found none",
                "{'states': '/etc/passwd'} | device.json: field states: expected the name of a file in the same directory, found \"/etc/passwd\"",
                "{'states': '../s.csv'} | device.json: field states: expected the name of a file in the same directory, found \"../s.csv\"",
                "{'states': 's.csv', 'retention': '..'} | device.json: field retention: expected the name of a file in the same directory, found \"..\"",
                "{'states': 's.csv', 'curves': 'c.csv', 'statesVolts': 0.5, 'readVolts': 1.5} | c.csv: expected curves that reach to 1.5 V, found 0.0 to 1.0",
            })
    void shouldRefuseFilesThatNameNoDevice(String json, String message) {
        assertEquals(
                folder + "/" + message,
                assertThrows(FileFormatException.class, () -> read(json.replace('\'', '"')))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s.csv | @1e-6,1e-6,0 | : expected at least 2 states, found 1",
                "s.csv | target,mean | : line 1: expected the header target_siemens,mean_siemens,deviation_siemens, found target,mean",
                "s.csv | @2e-6,1e-6,0;1e-6,1e-6,0 | : line 3: state: expected a target above 2.0E-6, that of the state before, found 1.0E-6",
                "s.csv | @1e-6,1e-6,-1 | : line 2: deviation_siemens: expected a finite conductance of at least 0, found -1.0",
                "s.csv | @1e-6,1e999,0 | : line 2: mean_siemens: expected a finite conductance of at least 0, found Infinity",
                "s.csv | @1e-6,much,0 | : line 2: expected a number of siemens for mean_siemens, found 'much'",
                "s.csv | @1e-6,1e-6 | : line 2: expected 3 values, found 2: 1e-6,1e-6",
                "c.csv | volts,amperes;1,1e-6;0.5,1e-6 | : line 3: volts: expected more than 1.0, as of the row before, found 0.5",
                "c.csv | volts,amperes; | : expected rows of volts,amperes, found none",
                "c.csv | volts,amperes;0,1e999 | : line 2: expected finite volts and amperes, found 0.0 and Infinity",
                "c.csv | volts,amperes;0,0;1,-1 | : expected a current above 0 at 1.0 V, found -1.0 A",
                "c.csv | volts | : line 1: expected the header target_siemens,volts,amperes or volts,amperes, found volts",
                "c.csv | @2e-6,1,1;1e-6,1,1 | : line 3: target_siemens: expected 2.0E-6 or more, as of the row before, found 1.0E-6",
                "c.csv | @-2e-6,1,1 | : line 2: target_siemens: expected a finite conductance of at least 0, found -2.0E-6",
                "c.csv | @1.5e-6,0,0;1.5e-6,1,1;2e-6,0,0;2e-6,1,1 | : expected targets from 1.0E-6 to 2.0E-6 siemens, those of the first state and the last, found 1.5E-6 to 2.0E-6",
                "c.csv | @1e-6,0,0;1e-6,0.5,1e-6;1e-6,1,3e-6 | : expected rows of at least 2 targets with a column target_siemens, or no such column, whose rows are those of all states, found one target",
                "r.csv | @2e-6,1,1,0;2e-6,9,1,0 | : expected rows of at least 2 targets with a column target_siemens, or no such column, whose rows are those of all states, found one target",
                "r.csv | seconds,mean_factor,deviation_factor;1,1,0 | : retention: expected at least 2 times of each state, found 1",
                "r.csv | @1e-6,0,1,0 | : line 2: seconds: expected a finite time above 0, found 0.0",
                "r.csv | @1e-6,1,-1,0 | : line 2: mean_factor: expected a finite number of at least 0, found -1.0",
                "r.csv | @1e-6,2,1,0;1e-6,1,1,0 | : line 3: seconds: expected more than 2.0, as of the row before, found 1.0",
                "r.csv | @1e-6,1,1,0;1e-6,2,1,0;2e-6,3,1,0;2e-6,4,1,0 | : retention: expected times that all states were measured over, found 3.0 seconds at first, and 2.0 at last",
            })
    void shouldRefuseTablesThatAreNone(String name, String content, String message) throws IOException {
        final String header = name.equals("s.csv") ? STATES : name.equals("c.csv") ? CURVES : COURSES;
        final Path table = folder.resolve(name);
        Files.writeString(table, content.replace("@", header).replace(';', '\n'));

        assertEquals(
                table + message,
                assertThrows(FileFormatException.class, () -> read(ALL)).getMessage());
    }

    @Test
    void shouldRefuseRetentionThatDoesNotReachAllStates() throws IOException {
        Files.writeString(folder.resolve("r.csv"), COURSES + "1e-6,1,1,0\n1e-6,9,1,0\n1.5e-6,1,1,0\n1.5e-6,9,1,0\n");

        assertEquals(
                folder.resolve("device.json") + ": retention: expected targets from 1.0E-6 to 2.0E-6 siemens, those of"
                        + " the first state and the last, found 1.0E-6 to 1.5E-6",
                assertThrows(FileFormatException.class, () -> read(ALL)).getMessage());
    }

    @Test
    void shouldFollowNoLinkOutOfTheDirectory(@TempDir Path elsewhere) throws IOException {
        Files.move(folder.resolve("s.csv"), elsewhere.resolve("s.csv"));
        Files.createSymbolicLink(folder.resolve("s.csv"), elsewhere.resolve("s.csv"));

        assertEquals(
                folder.resolve("device.json")
                        + ": field states: expected the name of a file in the same directory, found \"s.csv\"",
                assertThrows(FileFormatException.class, () -> read(ALL)).getMessage());

        Files.move(elsewhere.resolve("s.csv"), folder.resolve("states.csv"));
        Files.delete(folder.resolve("s.csv"));
        Files.createSymbolicLink(folder.resolve("s.csv"), folder.resolve("states.csv"));
        assertEquals(2, read(ALL).states().size()); // one that stays within leads nowhere else
    }

    @Test
    void shouldNameATableThatIsNotThere() throws IOException {
        Files.delete(folder.resolve("c.csv"));

        assertEquals(
                folder.resolve("c.csv") + ": expected a file of comma-separated values, found no such file",
                assertThrows(NoSuchFileException.class, () -> read(ALL)).getMessage());
    }
}
