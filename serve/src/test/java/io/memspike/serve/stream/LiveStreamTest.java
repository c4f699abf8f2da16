package io.memspike.serve.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.EventVisitor;
import io.memspike.serve.TestServer;
import io.memspike.serve.model.ServedModels;
import io.memspike.tasks.stream.StreamedModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that end before their time. */
class LiveStreamTest {
    @TempDir
    private Path folder;

    private interface Torn {
        void fail() throws IOException;
    }

    /** A hundred events of a sensor of 34 by 34, and then something wrong. */
    private record TornSource(Torn torn) implements EventSource {
        @Override
        public int height() {
            return 34;
        }

        @Override
        public int width() {
            return 34;
        }

        @Override
        public int recordings() {
            return 1;
        }

        @Override
        public long recordingMicros() {
            return Long.MAX_VALUE;
        }

        @Override
        public int classes() {
            return 0;
        }

        @Override
        public int label(int recording) {
            return -1;
        }

        @Override
        public void replay(EventVisitor visitor) throws IOException {
            for (int i = 0; i < 100; i++) {
                visitor.onEvent(10L * i, i % 34, i / 34, true);
            }
            torn.fail();
        }
    }

    private Frame ended(Torn torn) throws Exception {
        final ServedModels.Served served = TestServer.workshop(folder).models().of("prime");
        final StreamFeed feed = new StreamFeed(
                new StreamedModel(served.file(), served.model()),
                KernelsLookup.find("auto").kernels(),
                null,
                null,
                new TornSource(torn),
                1);
        try (LiveStream stream =
                new LiveStream(new StreamChoice("prime", "torn", 1, 1), feed, line -> line.replace("/place/", ""))) {
            stream.begin();
            stream.awaitEnd(0);
            return stream.frame();
        }
    }

    @Test
    void shouldSayWhatARecordingThatIsTornLacks() throws Exception {
        final Frame frame = ended(() -> {
            throw new IOException("/place/a.bin: expected 5 bytes, found 3");
        });
        assertEquals(LiveStream.State.FAILED, frame.state());
        assertEquals("a.bin: expected 5 bytes, found 3", frame.failure());
        assertEquals(100, frame.events());
    }

    @Test
    void shouldSayWhatTheMachineLacks() throws Exception {
        final Frame frame = ended(() -> {
            throw new OutOfMemoryError("no room");
        });
        assertEquals(LiveStream.State.FAILED, frame.state());
        assertEquals("OutOfMemoryError: no room", frame.failure());
    }

    @Test
    void shouldEndWhereThereIsNoMore() throws Exception {
        assertEquals(LiveStream.State.ENDED, ended(() -> {}).state());
    }
}
