package io.memspike.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatExceptionTest {
    private static String message(String where, String found) {
        return new FileFormatException("plan.yaml", where, "a number", found).getMessage();
    }

    @Test
    void shouldSayFilePlaceExpectedAndFound() {
        assertEquals("plan.yaml: field a: expected a number, found 'b'", message("field a", "'b'"));
    }

    @Test
    void shouldStayOneLineWhateverNamesHold() {
        assertEquals("plan.yaml: field a b: expected a number, found c d", message("field a\r\nb", "c\u2028d"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 900, 1_000, 100_000})
    void shouldSayWhatIsExpectedBehindNamesOfAnyLength(int length) {
        final String message = message("field " + "a".repeat(length), "'" + "b".repeat(length) + "'");
        assertTrue(message.startsWith("plan.yaml: field aaa"), message);
        assertTrue(message.contains(": expected a number, found 'bbb"), message);
        assertTrue(message.length() <= 1_010, message);
    }

    @Test
    void shouldCutWhatIsFoundAtItsEnd() {
        final String message = message("field a", "b".repeat(5_000));
        assertTrue(message.startsWith("plan.yaml: field a: expected a number, found bbb"), message);
        assertTrue(message.endsWith("b …"), message);
    }
}
