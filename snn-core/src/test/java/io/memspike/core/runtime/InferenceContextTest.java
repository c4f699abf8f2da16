package io.memspike.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.kernel.internal.ScalarKernels;
import org.junit.jupiter.api.Test;

class InferenceContextTest {
    private static InferenceContext context() {
        return new InferenceContext()
                .network(SyntheticSamples.network(new ScalarKernels()))
                .samples(new SyntheticSamples(20))
                .resultSink(result -> {});
    }

    private static void assertRefused(String message, InferenceContext context) {
        assertEquals(
                "inference context: " + message,
                assertThrows(IllegalArgumentException.class, context::conclude).getMessage());
    }

    @Test
    void shouldRunAllSamplesWithAllStepsUnlessTold() {
        final InferenceContext context = context().conclude();

        assertEquals(0, context.from());
        assertEquals(20, context.to());
        assertEquals(64, context.ringSize());
        assertEquals(Waiting.BACKOFF, context.waiting());
        assertNull(context.exitPolicy());
    }

    @Test
    void shouldRefuseWhatIsMissing() {
        assertRefused("network: expected a network, found null", context().network(null));
        assertRefused("samples: expected samples, found null", context().samples(null));
        assertRefused("resultSink: expected a sink, found null", context().resultSink(null));
        assertRefused("errorHandler: expected a handler, found null", context().errorHandler(null));
        assertRefused("threadFactory: expected a factory, found null", context().threadFactory(null));
        assertRefused("clock: expected a clock, found null", context().clock(null));
        assertRefused("waiting: expected a way to wait, found null", context().waiting(null));
    }

    @Test
    void shouldRefuseWhatIsOutOfRange() {
        assertRefused("ringSize: expected a power of two, found 48", context().ringSize(48));
        assertRefused("ringSize: expected a power of two, found 0", context().ringSize(0));
        assertRefused("threads: expected at least 1, found 0", context().threads(0));
        assertRefused("to: expected at most 20 samples, found 21", context().to(21));
        assertRefused(
                "from: expected a sample in [0, 5], found 6", context().from(6).to(5));
        assertRefused("from: expected a sample in [0, 20], found -1", context().from(-1));
        assertThrows(IllegalArgumentException.class, () -> context().to(-2));
    }

    @Test
    void shouldRefuseSamplesThatDoNotFitTheNetwork() {
        assertRefused(
                "samples: expected the network's input shape 2×8×8, found 2×9×8",
                context().samples(new SyntheticSamples(20) {
                    @Override
                    public Shape shape() {
                        return new Shape(2, 9, 8);
                    }
                }));
        assertRefused(
                "samples: expected at most the network's 5 classes, found 6",
                context().samples(new SyntheticSamples(20) {
                    @Override
                    public int classes() {
                        return 6;
                    }
                }));
    }

    @Test
    void shouldServeOnePipelineOnly() {
        final InferenceContext context = context();
        assertEquals(20, new InferencePipeline(context).run().results());

        assertThrows(IllegalStateException.class, () -> new InferencePipeline(context));
    }
}
