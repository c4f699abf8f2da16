package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierPlanTest {
    private static final ClassifierPlan PLAN =
            Digits.plan("conv", Mode.PRUNE, 14).withEpochsDone(3);

    @Test
    void shouldComeBackFromItsJson() {
        assertEquals(PLAN, ClassifierPlan.ofJson(PLAN.toJson()));
    }

    @Test
    void shouldComeBackFromItsJsonWithConverters() {
        final ClassifierPlan plan = PLAN.withConverters(new ConverterPlan(4, 0.8, 0.25, 0.99));

        assertEquals(plan, ClassifierPlan.ofJson(plan.toJson()));
        assertEquals(plan.withEpochsDone(5).converters(), plan.converters());
        assertFalse(PLAN.toJson().contains("converters"), "plans without converters are as they were");
        final String torn = plan.toJson().replace("\"bits\":4", "\"bits\":0");
        assertEquals(
                "trainedWith: converters: expected at least 1 ADC bit with errors or a digital unit, which ADCs have, found 0",
                assertThrows(IllegalArgumentException.class, () -> ClassifierPlan.ofJson(torn))
                        .getMessage());
    }

    @Test
    void shouldOverlookWhatLaterVersionsAdd() {
        assertEquals(PLAN, ClassifierPlan.ofJson(PLAN.toJson().replaceFirst("\\{", "{\"later\":[1],")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"conv\"               | \"rnn\"           | trainedWith: network: expected conv or mlp",
                "\"conv\"               | null              | trainedWith: network: expected conv or mlp",
                "\"dataset\":\"mnist\"  | \"dataset\":null  | trainedWith: training: expected a dataset",
                "\"PRUNE\"              | null              | mode=null",
                "\"PRUNE\"              | \"BOTH\"          | trainedWith: expected a classifier's plan",
                "\"RUNNING\"            | null              | loss=null",
                "\"samples\":44         | \"samples\":0     | found samples=0",
                "\"heldOut\":0          | \"heldOut\":-1    | heldOut=-1",
                "\"epochs\":14          | \"epochs\":0      | found epochs=0",
                "\"epochs\":14          | \"epochs\":2      | expected epochs done in [0, 2], found 3",
                "\"batch\":16           | \"batch\":0       | batch=0",
                "\"learningRate\":0.001 | \"learningRate\":0 | learningRate=0.0",
                "\"weightDecay\":5.0E-4 | \"weightDecay\":-1 | weightDecay=-1.0",
                "\"sparsity\":0.5       | \"sparsity\":1.5  | sparsity in [0, 1], found 1.5",
                "\"spikePenalty\":0.125 | \"spikePenalty\":-1 | spikePenalty in [0, 1e6), found -1",
                "\"sparsity\":0.5       | \"sparsity\":\"NaN\" | sparsity in [0, 1], found NaN",
                "{                      | [                 | trainedWith"
            })
    void shouldRefuseWhatCannotBe(String from, String to, String part) {
        final String json = PLAN.toJson();
        assertTrue(json.contains(from), json);

        final String message = assertThrows(
                        IllegalArgumentException.class, () -> ClassifierPlan.ofJson(json.replace(from, to)))
                .getMessage();

        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count(), message);
    }
}
