package io.memspike.topology;

import io.memspike.testing.Stress;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What threads may see of each other, stated by jcstress beside what it is about. */
class ConcurrencyTest {
    @TestFactory
    List<DynamicTest> shouldHoldWhateverThreadsDo() {
        return Stress.all();
    }
}
