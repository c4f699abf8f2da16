package io.memspike.tasks.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.earlyexit.MarginPolicy;
import io.memspike.tasks.ShippedModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitPoliciesTest {
    private static final Path FILE = Path.of("m.safetensors");

    private static Model any() throws IOException {
        return ShippedModels.pictureClassifier();
    }

    @Test
    void shouldTakeTheRuleOfTheModel() throws IOException {
        final Model model = ExitPolicies.with(any(), "margin", 0.625f);

        final MarginPolicy own = (MarginPolicy) ExitPolicies.of("confidence", "model", FILE, model);
        final ConfidencePolicy given = (ConfidencePolicy) ExitPolicies.of("confidence", "0.5", FILE, model);

        assertEquals(0.625f, own.threshold());
        assertEquals(0.5f, given.threshold());
        assertNull(ExitPolicies.of("confidence", "off", FILE, model));
    }

    @Test
    void shouldRefuseAModelWithoutARuleOfItsOwn() {
        final Exception refusal =
                assertThrows(FileFormatException.class, () -> ExitPolicies.of("confidence", "model", FILE, any()));

        assertEquals(
                "m.safetensors: metadata earlyStop: expected the early stop of a calibrated classifier (calibrate --out),"
                        + " found none",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.5", "confidence", "confidence:", "luck:0.5", "confidence:2", "confidence:NaN"})
    void shouldRefuseWhatIsNoRule(String text) throws IOException {
        final Model model = ExitPolicies.with(any(), "", 0f);
        final Map<String, String> metadata = new TreeMap<>(model.metadata());
        metadata.put(ExitPolicies.KEY, text);
        final Model damaged = new Model(model.graph(), model.tensors(), model.masks(), model.state(), metadata);

        final Exception refusal =
                assertThrows(FileFormatException.class, () -> ExitPolicies.of("confidence", "model", FILE, damaged));

        assertTrue(refusal.getMessage().contains("found '" + text + "'"), refusal.getMessage());
    }

    @Test
    void shouldRefuseOptionsThatAreNone() {
        ExitPolicies.require("confidence", "model");

        assertThrows(IllegalArgumentException.class, () -> ExitPolicies.require("luck", "model"));
        assertThrows(IllegalArgumentException.class, () -> ExitPolicies.require("confidence", "now"));
    }
}
