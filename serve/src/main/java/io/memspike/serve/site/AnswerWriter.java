package io.memspike.serve.site;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Writes one answer as fast as its client reads it, and keeps no thread meanwhile. */
final class AnswerWriter implements WriteListener {
    static final int PIECE = 16 << 10; // bytes

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final InputStream bytes;
    private final byte[] piece = new byte[PIECE];

    private AnswerWriter(AsyncContext async, InputStream bytes) throws IOException {
        this.async = async;
        this.out = async.getResponse().getOutputStream();
        this.bytes = bytes;
    }

    /**
     * Begins to write; the answer is complete once all is written, or the client has gone.
     *
     * @param bytes all of the answer; closed at the end
     */
    static void write(AsyncContext async, int status, String type, InputStream bytes) {
        try {
            final HttpServletResponse response = (HttpServletResponse) async.getResponse();
            response.setStatus(status);
            response.setContentType(type);
            if (bytes instanceof ByteArrayInputStream known) {
                response.setContentLength(known.available());
            }
            final AnswerWriter writer = new AnswerWriter(async, bytes);
            writer.out.setWriteListener(writer);
        } catch (IOException | IllegalStateException e) {
            complete(async, bytes); // the client has gone already
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) { // after a write, once the piece has gone and may be overwritten
            final int read = bytes.read(piece);
            if (read < 0) {
                complete(async, bytes);
                return;
            }
            out.write(piece, 0, read);
        }
    }

    @Override
    public void onError(Throwable e) {
        complete(async, bytes);
    }

    private static void complete(AsyncContext async, InputStream bytes) {
        try (bytes) {
            async.complete();
        } catch (IOException | IllegalStateException e) {
            // complete already: the client went first
        }
    }
}
