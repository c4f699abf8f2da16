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

    private interface Asked {
        void of() throws IOException;
    }

    /** One of ten: a request takes as long as a hundred small files. */
    private static void some(int number, Asked asked) throws IOException {
        if (number % 10 == 0) {
            asked.of();
        }
    }

    @AfterAll
    static void close() throws IOException {
        RequestFuzz.close();
    }

    @Test
    void shouldAnswerOrRefuseWhatFuzzingBeginsWithAndItsDamagedCopies() throws IOException {
        for (final byte[] request : RequestFuzz.requests().toList()) {
            fuzz.request(request);
            Damage.each(request, 3, (i, damaged) -> some(i, () -> fuzz.request(damaged)));
        }
        for (final byte[] raw : RequestFuzz.raw().toList()) {
            fuzz.raw(raw);
            Damage.each(raw, 3, (i, damaged) -> some(i, () -> fuzz.raw(damaged)));
        }
    }

    @TestFactory
    List<DynamicTest> shouldAnswerOrRefuseWhatIsKept() throws Exception {
        return KeptInputs.of(fuzz);
    }
}
