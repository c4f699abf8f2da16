package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.encode.Encoding;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.topology.parameter.Optimiser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void shouldComeBackFromItsJsonWithAnEncoder() {
        final ClassifierPlan plan = PLAN.withEncoder(Encoding.of("delta:steps=77,threshold=0.1"));

        assertEquals(plan, ClassifierPlan.ofJson(plan.toJson()));
        assertEquals(plan.encoder(), plan.withEpochsDone(5).withConverters(null).encoder());
        assertFalse(PLAN.toJson().contains("encoder"), "plans without an encoder are as they were");
        final String torn = plan.toJson().replace("delta:", "dealt:");
        assertEquals(
                "trainedWith: encoder: expected one of delta, direct, events, latency, picture, population, rate, saccade, sensor, varied, varied-saccade, found 'dealt'",
                assertThrows(IllegalArgumentException.class, () -> ClassifierPlan.ofJson(torn))
                        .getMessage());
    }

    @Test
    void shouldComeBackFromItsJsonWithAMethod() {
        final ClassifierPlan plan = PLAN.withMethod(new TrainingMethod(
                TrainingMethod.Keep.BEST, new Optimiser(Optimiser.Method.SGD, 0.9), "triangular:width=0.5", 0.02));

        assertEquals(plan, ClassifierPlan.ofJson(plan.toJson()));
        assertEquals(plan.method(), plan.withEpochsDone(5).withSeed(2).method());
        assertEquals(
                PLAN,
                PLAN.withMethod(new TrainingMethod(TrainingMethod.Keep.LAST, Optimiser.ADAM, null, null)),
                "plans that do as all did are as they were");
        assertFalse(PLAN.toJson().contains("method"));
        final String torn = plan.toJson().replace("0.9", "1.9");
        assertEquals(
                "trainedWith: optimiser: expected a method and a momentum in [0, 1), found method=SGD momentum=1.9",
                assertThrows(IllegalArgumentException.class, () -> ClassifierPlan.ofJson(torn))
                        .getMessage());
    }

    @Test
    void shouldTakePlansOfBeforeThereWerePenaltiesOnSpikes() {
        final String older = PLAN.toJson().replaceFirst(",\"spikePenalty\":[0-9.]+", "");

        assertEquals(0, ClassifierPlan.ofJson(older).spikePenalty());
        final String converters =
                "\"converters\":{\"bits\":4,\"nonlinearity\":0.8,\"noiseLsb\":0.0,\"quantile\":0.97}}";
        assertEquals(
                new ConverterPlan(4, 0.8, 0, 0.97),
                ClassifierPlan.ofJson(older.replaceFirst("}$", "," + converters))
                        .converters());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"conv\"               | \"\"              | trainedWith: network: expected a name or a file, found ''",
                "\"conv\"               | null              | trainedWith: field network: expected a value, found null",
                "\"dataset\":\"mnist\"  | \"dataset\":null  | trainedWith: field dataset: expected a value, found null",
                "\"PRUNE\"              | null              | trainedWith: field mode: expected a value",
                "\"PRUNE\"              | \"BOTH\"          | trainedWith: field mode: expected one of [PRUNE, WEIGHTS]",
                "\"RUNNING\"            | null              | trainedWith: field loss: expected a value",
                "\"samples\":44         | \"samples\":0     | found samples=0",
                "\"heldOut\":0          | \"heldOut\":-1    | heldOut=-1",
                "\"epochs\":14          | \"epochs\":0      | found epochs=0",
                "\"epochs\":14          | \"epochs\":2      | expected epochs done in [0, 2], found 3",
                "\"batch\":16           | \"batch\":0       | batch=0",
                "\"learningRate\":0.001 | \"learningRate\":0 | learningRate=0.0",
                "\"weightDecay\":5.0E-4 | \"weightDecay\":-1 | weightDecay=-1.0",
                "\"sparsity\":0.5       | \"sparsity\":1.5  | sparsity in [0, 1], found 1.5",
                "\"spikePenalty\":0.125 | \"spikePenalty\":-1 | spikePenalty in [0, 1e6), found -1",
                "\"sparsity\":0.5       | \"sparsity\":\"NaN\" | trainedWith: training: expected a sparsity in [0, 1], found NaN",
                "\"sparsity\":0.5,     | ''                | trainedWith: field sparsity: expected a number, found nothing",
                "\"seed\":             | \"Seed\":          | trainedWith: field seed: expected a whole number, found nothing",
                "{                      | {\"later\":[1],     | trainedWith: field later: expected one of the fields",
                "{                      | {\"seed\":3,        | trainedWith: field seed: expected one value, found a second at line 1",
                "\"dataset\":\"mnist\"  | \"dataset\":7     | trainedWith: field dataset: expected a text, found 7",
                "\"samples\":44         | \"samples\":\"44\"  | trainedWith: field samples: expected a whole number",
                "\"samples\":44         | \"samples\":1e400  | trainedWith: field samples: expected a finite number",
                "\"samples\":44         | \"samples\":4294967340 | trainedWith: field samples: expected a whole number",
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

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"conv\"", "true", "", "nonsense", "{}", "{} {}"})
    void shouldRefuseWhatIsNoPlan(String json) {
        for (final Executable reading :
                List.<Executable>of(() -> ClassifierPlan.ofJson(json), () -> InpaintingPlan.ofJson(json))) {
            final String message =
                    assertThrows(IllegalArgumentException.class, reading).getMessage();
            assertTrue(message.startsWith("trainedWith: "), message);
            assertEquals(1, message.lines().count(), message);
        }
    }
}
