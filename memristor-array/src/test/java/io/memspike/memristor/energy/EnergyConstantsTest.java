package io.memspike.memristor.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.tile.ArrayGeometry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyConstantsTest {
    @TempDir
    Path directory;

    static String builtIn() throws IOException {
        try (InputStream in = EnergyConstants.class.getResourceAsStream("energy-45nm.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("constants.json"), text);
    }

    @Test
    void shouldHaveTheFiguresOfHorowitzBuiltIn() {
        final EnergyConstants constants = EnergyConstants.builtIn();

        assertEquals(0.9e-12, constants.of(EnergyConstant.ADD_JOULES));
        assertEquals(3.7e-12, constants.of(EnergyConstant.MULTIPLY_JOULES));
        assertEquals(0.1e-12, constants.of(EnergyConstant.INTEGER_ADD_JOULES));
        assertEquals(100e-12, constants.of(EnergyConstant.SRAM_1M_JOULES));
        assertEquals("energy-45nm.json", constants.origin());
        assertTrue(constants.isAssumed(EnergyConstant.READ_VOLTS));
        assertFalse(constants.isAssumed(EnergyConstant.ADD_JOULES));
    }

    @Test
    void shouldHaveAMacroOf40NanometresBuiltInWithASourceForEachValue() {
        final EnergyConstants macro = EnergyConstants.builtIn("40nm");

        assertEquals("energy-40nm.json", macro.origin());
        assertEquals(0.85e-15, macro.of(EnergyConstant.SAR_STEP_JOULES));
        assertFalse(macro.isAssumed(EnergyConstant.SAR_STEP_JOULES));
        for (final EnergyConstant scaled : List.of(
                EnergyConstant.LINE_FARADS_PER_CELL,
                EnergyConstant.INTEGER_ADD_JOULES,
                EnergyConstant.ADD_JOULES,
                EnergyConstant.MULTIPLY_JOULES,
                EnergyConstant.SRAM_8K_JOULES,
                EnergyConstant.SRAM_32K_JOULES,
                EnergyConstant.SRAM_1M_JOULES)) {
            final double at45 = EnergyConstants.builtIn().of(scaled);
            assertEquals(at45 * 40 / 45, macro.of(scaled), 0.02 * at45, scaled.key());
            assertTrue(macro.isAssumed(scaled), scaled.key());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"45nm", "40nm", "28nm", "22nm"})
    void shouldSayASourceOfEveryValueThatIsBuiltIn(String name) {
        final EnergyConstants constants = EnergyConstants.builtIn(name);

        for (final EnergyConstant constant : EnergyConstant.values()) {
            assertTrue(!constants.has(constant) || !constants.source(constant).isBlank(), constant.key());
        }
        assertEquals("energy-" + name + ".json", constants.origin());
        assertTrue(constants.has(EnergyConstant.FEATURE_METRES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"28nm", "22nm"})
    void shouldLeaveOutWhatHasNoSourceAndSayAllThatIsMissing(String name) {
        final EnergyConstants constants = EnergyConstants.builtIn(name);
        final ArrayHardware hardware = new ArrayHardware(ArrayGeometry.PRIME, new AdcCircuit.Sar(0), 8);

        assertFalse(constants.has(EnergyConstant.ADD_JOULES));
        assertFalse(constants.isAssumed(EnergyConstant.ADD_JOULES));
        final String message = assertThrows(IllegalArgumentException.class, () -> constants.requireEnergyOf(hardware))
                .getMessage();
        assertEquals(
                "constants energy-" + name
                        + ".json: expected these to be given, for which no source is known: lineFaradsPerCell (F),"
                        + " lineVolts (V), dacJoules (J), sarStepJoules (J), integerAddJoules (J), addJoules (J),"
                        + " multiplyJoules (J), sram8KJoules (J), sram32KJoules (J), sram1MJoules (J); found none",
                message);
    }

    @Test
    void shouldTakeOneThatIsGiven() {
        final EnergyConstants given = EnergyConstants.builtIn("22nm").with("addJoules=2e-13");

        assertEquals(2e-13, given.of(EnergyConstant.ADD_JOULES));
        assertEquals("given", given.source(EnergyConstant.ADD_JOULES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "addJules=1 | constant: expected KEY=VALUE with a key that `array constants` lists, found 'addJules=1'",
                "addJoules | constant addJoules: expected a number from 0 to 1e30, found 'addJoules'",
                "addJoules=-1 | constant addJoules: expected a number from 0 to 1e30, found '-1'",
                "addJoules=x | constant addJoules: expected a number from 0 to 1e30, found 'x'",
                "addJoules=NaN | constant addJoules: expected a number from 0 to 1e30, found 'NaN'",
                "columnsPerAdc=2.5 | constant columnsPerAdc: expected a whole number of at least 1, found '2.5'",
            })
    void shouldRefuseToBeGivenWhatIsNoConstant(String given, String reason) {
        final EnergyConstants constants = EnergyConstants.builtIn();

        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> constants.with(given))
                        .getMessage());
    }

    @Test
    void shouldNotCountWhatHoldsColumnsUnlessAFileSaysWhatItTakes() throws IOException {
        assertEquals(0, EnergyConstants.builtIn().of(EnergyConstant.COLUMN_WATTS));
        assertTrue(EnergyConstants.builtIn().isAssumed(EnergyConstant.COLUMN_WATTS));

        final Path file = file(builtIn()
                .replaceFirst(
                        "\\{", "{\"columnWatts\": {\"value\": 2e-6, \"unit\": \"W\", \"source\": \"measured\"},"));

        assertEquals(2e-6, EnergyConstants.read(file).of(EnergyConstant.COLUMN_WATTS));
    }

    @Test
    void shouldSayWhereMultipliedValuesComeFrom() {
        final EnergyConstants half =
                EnergyConstants.builtIn().times(Map.of(EnergyConstant.ADD_JOULES, 0.5), "half of it");

        assertEquals(0.45e-12, half.of(EnergyConstant.ADD_JOULES), 1e-27);
        assertTrue(half.source(EnergyConstant.ADD_JOULES).endsWith("45 nm, 0.9 V; half of it"));
        assertEquals(3.7e-12, half.of(EnergyConstant.MULTIPLY_JOULES));
    }

    @Test
    void shouldAgreeWithTheConvertersOnTheirFiguresOfMerit() {
        final EnergyConstants constants = EnergyConstants.builtIn();

        assertEquals(new AdcCircuit.Sar(0).stepJoules(), constants.of(EnergyConstant.SAR_STEP_JOULES));
        assertEquals(new AdcCircuit.Ramp(0).stepJoules(), constants.of(EnergyConstant.RAMP_STEP_JOULES));
        assertEquals(new AdcCircuit.Flash(0).stepJoules(), constants.of(EnergyConstant.FLASH_STEP_JOULES));
    }

    @Test
    void shouldReadAFileOfTheUser() throws IOException {
        final Path file = file(builtIn().replace("\"value\": 0.2,", "\"value\": 0.5,"));

        final EnergyConstants constants = EnergyConstants.read(file);

        assertEquals(0.5, constants.of(EnergyConstant.READ_VOLTS));
        assertEquals(file.toString(), constants.origin());
    }

    @Test
    void shouldTakeTheSmallestMemoryThatHoldsAllNumbers() {
        final EnergyConstants constants = EnergyConstants.builtIn();

        // 32-bit numbers are 4 bytes, and half of an access of 64 bits
        assertEquals(10e-12 / 2, constants.accessJoules(2 << 10), 1e-24);
        assertEquals(20e-12 / 2, constants.accessJoules((2 << 10) + 1), 1e-24);
        assertEquals(20e-12 / 2, constants.accessJoules(8 << 10), 1e-24);
        assertEquals(100e-12 / 2, constants.accessJoules(256 << 10), 1e-24);
        assertEquals(1.3e-9 / 2, constants.accessJoules((256 << 10) + 1), 1e-24);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"readVolts\": {\"value\": 0.2, | \"readVolts\": {\"value\": -0.2, | field readVolts.value: expected a number from 0 to 1e30, found -0.2",
                "\"readVolts\": {\"value\": 0.2, | \"readVolts\": {\"value\": 1e200, | field readVolts.value: expected a number from 0 to 1e30, found 1.0E200",
                "\"readVolts\": {\"value\": 0.2, | \"readVolts\": {\"value\": 1e999, | field readVolts.value: expected a finite number, found one beyond 1.7976931348623157E308",
                "\"readVolts\": {\"value\": 0.2, | \"readVolts\": {\"value\": \"0.2\", | field readVolts.value: expected a number, found \"0.2\"",
                "\"readVolts\": {\"value\": 0.2, | \"readVolts\": { | field readVolts.value: expected a number, found nothing",
                "\"unit\": \"V\", | \"unit\": \"mV\", | field readVolts.unit: expected \"V\", found \"mV\"",
                "\"unit\": \"V\", | \"x\": \"V\", | field readVolts.x: expected one of the fields value, unit, source, found an unknown field",
                "\"value\": 100e6 | \"value\": 0 | field adcClockHertz.value: expected a number from 1e-30 to 1e30, found 0",
                "\"value\": 8, | \"value\": 8.5, | field columnsPerAdc.value: expected a whole number of at least 1, found 8.5",
                "\"value\": 8, | \"value\": 0, | field columnsPerAdc.value: expected a whole number of at least 1, found 0",
                "\"source\": \"assumption\"} | \"source\": \" \"} | field adcClockHertz.source: expected text that says where the value comes from, found \" \"",
                "\"source\": \"assumption\"} | \"sauce\": \"assumption\"} | field adcClockHertz.sauce: expected one of the fields value, unit, source, found an unknown field",
                "\"dacJoules\" | \"dacJules\" | ",
                "{ | [{ | ",
            })
    void shouldRefuseWhatIsNotAsDescribedInOneLine(String part, String other, String reason) throws IOException {
        final String text = builtIn();
        final int at = text.indexOf(part);
        final Path file = file(text.substring(0, at) + other + text.substring(at + part.length()));

        final FileFormatException refusal = assertThrows(FileFormatException.class, () -> EnergyConstants.read(file));

        if (reason == null) {
            assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
        } else {
            assertEquals(file + ": " + reason, refusal.getMessage());
        }
    }

    @Test
    void shouldRefuseAMissingEntryAndWhatIsNoObject() throws IOException {
        final Path missing = file(builtIn().replaceFirst("\"sram1MJoules\": \\{[^}]*},", ""));
        assertEquals(
                missing + ": field sram1MJoules: expected an object with value, unit and source, found nothing",
                assertThrows(FileFormatException.class, () -> EnergyConstants.read(missing))
                        .getMessage());
        for (final String text : new String[] {"", "[]", "{} {}", "{\"a\": 1, \"a\": 1}"}) {
            final Path file = file(text);
            final String message = assertThrows(FileFormatException.class, () -> EnergyConstants.read(file))
                    .getMessage();
            assertEquals(1, message.lines().count(), message);
        }
        assertThrows(NoSuchFileException.class, () -> EnergyConstants.read(directory.resolve("none.json")));
    }
}
