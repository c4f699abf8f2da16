package io.memspike.serve.site;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Reads one body as fast as its client sends it, and keeps no thread meanwhile. */
final class BodyReader implements ReadListener {
    private static final int TIMEOUT = 408;
    private static final int PIECE = 16 << 10; // bytes

    private final ServletInputStream in;
    private final int most;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final byte[] piece = new byte[PIECE];

    private BodyReader(ServletInputStream in, int most) {
        this.in = in;
        this.most = most;
    }

    /**
     * Begins to read.
     *
     * @param most bytes that are taken
     * @return all of the body; a {@link RefusedException} where it is longer, or the client has gone or waits too long
     */
    static CompletableFuture<byte[]> read(AsyncContext async, int most) throws IOException {
        final BodyReader reader = new BodyReader(async.getRequest().getInputStream(), most);
        reader.in.setReadListener(reader);
        return reader.whole;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!whole.isDone() && in.isReady() && !in.isFinished()) {
            final int count = in.read(piece);
            if (count > 0) {
                read.write(piece, 0, count);
            }
            if (read.size() > most) {
                whole.completeExceptionally(Request.tooLarge(most));
            }
        }
    }

    @Override
    public void onAllDataRead() {
        whole.complete(read.toByteArray());
    }

    @Override
    public void onError(Throwable e) {
        whole.completeExceptionally(
                new RefusedException(TIMEOUT, "body: expected all of it, found a client that has gone or waits"));
    }
}
