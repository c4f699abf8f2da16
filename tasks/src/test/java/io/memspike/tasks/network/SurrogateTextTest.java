package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.kind.neuron.Surrogate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SurrogateTextTest {
    @ParameterizedTest
    @EnumSource
    void shouldComeBackFromItsText(Surrogate.Function function) {
        final Surrogate surrogate = new Surrogate(function, 0.25f, true);

        assertEquals(surrogate, SurrogateText.of(SurrogateText.write(surrogate)));
    }

    @Test
    void shouldHaveTheNamesOfNetworksFiles() {
        assertEquals(List.of("rectangular", "fastSigmoid", "triangular", "arctangent"), SurrogateText.names());
        assertEquals(Surrogate.PRIME, SurrogateText.of("rectangular"));
        assertEquals(new Surrogate(Surrogate.Function.FAST_SIGMOID, 0.25f), SurrogateText.of("fastSigmoid:width=0.25"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step                   | surrogate: expected one of rectangular, fastSigmoid, triangular, arctangent, found 'step'",
                "triangular:            | surrogate: expected width=W or detachedReset=true or false behind the colon, found 'triangular:'",
                "triangular:w=1         | surrogate: expected width=W or detachedReset=true or false behind the colon, found 'triangular:w=1'",
                "triangular:width=wide  | surrogate: expected a number as width, found 'triangular:width=wide'",
                "triangular:width=0     | surrogate: expected a width above 0, found 0.0"
            })
    void shouldRefuseOthers(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> SurrogateText.of(text))
                        .getMessage());
    }
}
