package io.memspike.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** The suite runs with the vector module and again without; the build says which kernels each run must select. */
class KernelsLookupTest {
    private static final String EXPECTED = System.getProperty("memspike.expectedKernels");

    @Test
    void shouldSelectTheKernelsThatThisRunDemands() {
        assumeTrue(EXPECTED != null, "memspike.expectedKernels is not set: not run by the build");

        final KernelsLookup.Choice choice = KernelsLookup.find("auto");

        assertEquals(EXPECTED, choice.kernels().name());
        assertEquals(EXPECTED.equals("simd"), choice.kernels().lanes() >= 4);
        assertFalse(choice.reason().isBlank());
    }

    @Test
    void shouldTellHowToGetSimdWhenTheModuleIsMissing() {
        assumeTrue("scalar".equals(EXPECTED), "the vector module is there");

        assertTrue(KernelsLookup.find("auto").reason().contains("--add-modules jdk.incubator.vector"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> KernelsLookup.find("simd"))
                .getMessage()
                .contains("--add-modules jdk.incubator.vector"));
    }

    @Test
    void shouldGiveScalarKernelsWhenAskedTo() {
        final Kernels kernels = KernelsLookup.find("scalar").kernels();

        assertEquals("scalar", kernels.name());
        assertEquals(1, kernels.lanes());
    }

    @Test
    void shouldRefuseAnUnknownName() {
        assertEquals(
                "kernels: expected auto, simd or scalar, found 'gpu'",
                assertThrows(IllegalArgumentException.class, () -> KernelsLookup.find("gpu"))
                        .getMessage());
    }
}
