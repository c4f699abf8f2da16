package io.memspike.tasks.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.tasks.energy.ConstantsChoice;
import io.memspike.tasks.energy.ConstantsPlan;
import io.memspike.tasks.energy.EnergyPlan;
import io.memspike.tasks.energy.TurnPlan;
import io.memspike.tasks.hardware.ConverterStudyPlan;
import io.memspike.tasks.language.LanguageEnergyPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlansTest {
    private static final ConstantsChoice GIVEN = new ConstantsChoice(Path.of("40nm"), List.of("addJoules=1e-13"));

    @Test
    void shouldReadConstantsThatLieBesideTheOtherSettings() throws IOException {
        final String given = ", \"constants\": \"40nm\", \"constant\": [\"addJoules=1e-13\"]}";
        final EnergyPlan energy = Plans.read("{\"model\": \"m\"" + given, EnergyPlan.class);
        final TurnPlan turn = Plans.read("{\"model\": \"m\"" + given, TurnPlan.class);
        final ConverterStudyPlan converters =
                Plans.read("{\"model\": \"m\", \"aware\": [\"a\"]" + given, ConverterStudyPlan.class);
        final LanguageEnergyPlan language = Plans.read(
                "{\"text\": \"t\", \"chip\": {\"adcBits\": 8, \"dacBits\": 8}" + given, LanguageEnergyPlan.class);
        final ConstantsPlan constants = Plans.read("{" + given.substring(2), ConstantsPlan.class);

        assertEquals(
                List.of(GIVEN, GIVEN, GIVEN, GIVEN, GIVEN),
                List.of(
                        energy.technology(),
                        turn.technology(),
                        converters.technology(),
                        language.technology(),
                        constants.technology()));
        for (final Record plan : List.of(energy, turn, converters, language, constants)) {
            final JsonNode json = JsonMapper.builder().build().readTree(Plans.write(plan));
            assertEquals("40nm", json.get("constants").textValue());
            assertEquals("addJoules=1e-13", json.get("constant").get(0).textValue());
            assertFalse(json.has("technology"), json.toString());
            assertEquals(plan, Plans.read(json.toString(), plan.getClass()));
        }
    }

    @Test
    void shouldTakeWhatIsLeftOutForWhatItIsWithoutAnOption() {
        assertEquals(
                new ConstantsChoice(null, List.of()),
                Plans.read("{\"model\": \"m\"}", EnergyPlan.class).technology());
    }

    @Test
    void shouldPutSettingsOfAFlatGroupBesideTheOthers() throws IOException {
        final PlanFields fields = new PlanFields(EnergyPlan.class);
        final String json =
                fields.json(Map.of("constants", JsonMapper.builder().build().readTree("\"40nm\"")));

        assertEquals("{\"constants\":\"40nm\"}", json);
        assertEquals("", fields.group("constants"));
        assertTrue(fields.isPath("constants"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model': 'm', 'technology': {'constants': '40nm'}}|plan: field technology: expected one of the fields model,"
                        + " data, samples, earlyStop, adc, adcBits, silentReads, constants, constant, plot, seed, found an"
                        + " unknown field",
                "{'model': 'm', 'constants': 40}|plan: field constants: expected a text, found 40",
                "{'model': 'm', 'constant': ['add=1']}|constant: expected KEY=VALUE with a key that `array constants` lists,"
                        + " found 'add=1'"
            })
    void shouldRefuseInOneLine(String given) {
        final String[] parts = given.replace('\'', '"').split("\\|");
        final String message = assertThrows(
                        IllegalArgumentException.class, () -> Plans.read(parts[0], EnergyPlan.class))
                .getMessage()
                .replace('\'', '"');

        assertTrue(message.endsWith(parts[1]), message);
    }
}
