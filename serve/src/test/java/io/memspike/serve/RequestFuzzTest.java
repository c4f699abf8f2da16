package io.memspike.serve;

import io.memspike.testing.Damage;
import io.memspike.testing.KeptInputs;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What fuzzing of requests begins with, and what it found. */
class RequestFuzzTest {
    private final RequestFuzz fuzz = new RequestFuzz();

    @AfterAll
    static void close() throws IOException {
        RequestFuzz.close();
    }

    @Test
    void shouldAnswerOrRefuseWhatFuzzingBeginsWithAndItsDamagedCopies() throws IOException {
        for (final byte[] request : RequestFuzz.requests().toList()) {
            fuzz.request(request);
            Damage.each(request, 3, (i, damaged) -> fuzz.request(damaged));
        }
        for (final byte[] raw : RequestFuzz.raw().toList()) {
            fuzz.raw(raw);
            Damage.each(raw, 3, (i, damaged) -> fuzz.raw(damaged));
        }
    }

    @TestFactory
    List<DynamicTest> shouldAnswerOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
