package io.memspike.serve.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.train.TrainClassifyPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFormTest {
    private static final PlanForm FORM = new PlanForm(new PlanFields(Waiting.Plan.class));
    private static final PlanForm TRAIN = new PlanForm(new PlanFields(TrainClassifyPlan.class));

    @TempDir
    private Path folder;

    @Test
    void shouldBeMadeOfWhatThePlanSays() {
        assertEquals(
                List.of("gate", "news", "input", "count", "out", "fail"),
                FORM.fields().stream().map(PlanForm.Field::name).toList());
        assertEquals(
                new PlanForm.Field(
                        "news",
                        PlanForm.Kind.CHOICE,
                        "How often it tells 'news'.",
                        "once",
                        "once|twice",
                        List.of("once", "twice"),
                        false,
                        ""),
                FORM.fields().get(1));
        assertTrue(FORM.fields().get(0).required());
        assertEquals(PlanForm.Kind.FILE, FORM.fields().get(2).kind());
        assertEquals(PlanForm.Kind.WRITTEN, FORM.fields().get(4).kind());
        assertEquals(PlanForm.Kind.SWITCH, FORM.fields().get(5).kind());
    }

    @Test
    void shouldFoldRecordsInsideAPlan() {
        final PlanForm.Field prune = TRAIN.fields().stream()
                .filter(field -> field.name().equals("prune"))
                .findFirst()
                .orElseThrow();
        assertEquals("learning", prune.group());
        assertEquals(PlanForm.Kind.LIST, prune.kind());
    }

    @Test
    void shouldMakeValuesOfTexts() {
        assertEquals(
                "{count=3, fail=true, gate=\"g\", news=\"twice\"}",
                FORM.values(Map.of("gate", " g ", "count", "3", "fail", "true", "news", "twice", "input", " "))
                        .toString());
        assertEquals(
                "{learning-rate=0.01, prune=[\"a\",\"b\"]}",
                TRAIN.values(Map.of("learning-rate", "1e-2", "prune", "a\nb")).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "count, x, a whole number",
        "count, 1.5, a whole number",
        "count, 99999999999999999999, a whole number",
        "fail, maybe, true or false",
        "news, thrice, 'one of once, twice'",
        "gate, '', a value",
        "nothing, 1, 'one of gate, news, input, count, out, fail'"
    })
    void shouldRefuseABadValueAtItsField(String field, String text, String expected) {
        final Map<String, String> texts = field.equals("gate") ? Map.of() : Map.of("gate", "g", field, text);
        final PlanRefusedException refusal = assertThrows(PlanRefusedException.class, () -> FORM.values(texts));
        assertEquals(field, refusal.field());
        assertTrue(refusal.getMessage().startsWith("--" + field + ": expected " + expected), refusal.getMessage());
    }

    @Test
    void shouldPointToTheFieldThatThePlanRefuses() throws Exception {
        try (RunStore store = RunStore.open(RunSettings.of(folder))) {
            assertEquals("count", refused(store, "waiting", Map.of("gate", "g", "count", "-1")));
            assertEquals("count", refused(store, "waiting", Map.of("gate", "g", "count", "99999999999")));
            assertEquals("repeats", refused(store, "train classify", Map.of("repeats", "0")));
            assertEquals("experiment", refused(store, "sweep", Map.of()));
            assertEquals("experiment", refused(store, "no such", Map.of()));
            assertEquals(List.of(), store.all());
            assertFalse(folder.resolve("runs/1").toFile().exists());
        }
    }

    private static String refused(RunStore store, String experiment, Map<String, String> texts) {
        return assertThrows(PlanRefusedException.class, () -> store.start(experiment, texts))
                .field();
    }
}
