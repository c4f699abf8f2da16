package io.memspike.serve.site;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes what a client still sends after it was answered, and keeps none of it. A connection that is closed with bytes
 * unread is reset, and its client may lose the answer that tells why (RFC 9112, 9.6): a refusal would reach by chance
 * whoever sends more than is taken. Keeps no thread while the client sends.
 */
public final class RestOfBody extends Handler.Wrapper {
    private static final long MOST_NANOS = 60_000_000_000L;

    private final long most;

    /**
     * Of every request.
     *
     * @param most bytes that are taken after the answer, for a minute; a connection with more is closed
     */
    public RestOfBody(long most) {
        this.most = most;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        final Sending sending = new Sending(request);
        return super.handle(sending, response, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                if (sending.isUnderWay) {
                    new Taking(request, most, callback).run();
                } else {
                    callback.succeeded();
                }
            }
        });
    }

    /** A request that knows whether its client sends a body: where it asks before (100-continue), once it was told to. */
    private static final class Sending extends Request.Wrapper {
        private volatile boolean isUnderWay;

        Sending(Request request) {
            super(request);
            isUnderWay = !request.getHeaders().contains(HttpHeader.EXPECT);
        }

        @Override
        public Content.Chunk read() {
            isUnderWay = true;
            return super.read();
        }

        @Override
        public void demand(Runnable demand) {
            isUnderWay = true;
            super.demand(demand);
        }

        /** Whoever answers is not to give up what has not come yet and is taken afterwards. */
        @Override
        public boolean consumeAvailable() {
            return isUnderWay || super.consumeAvailable();
        }
    }

    /** Takes pieces as they come. */
    private static final class Taking implements Runnable {
        private final Request request;
        private final Callback end;
        private final long begin = System.nanoTime();
        private long left;

        Taking(Request request, long most, Callback end) {
            this.request = request;
            this.end = end;
            this.left = most;
        }

        @Override
        public void run() {
            while (left >= 0 && System.nanoTime() - begin < MOST_NANOS) {
                final Content.Chunk chunk = request.read();
                if (chunk == null) {
                    demand();
                    return;
                }
                left -= chunk.remaining();
                chunk.release();
                if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                    break;
                }
            }
            end.succeeded();
        }

        private void demand() {
            try {
                request.demand(this);
            } catch (IllegalArgumentException | IllegalStateException e) { // somebody reads it still, or it is over
                end.failed(e);
            }
        }
    }
}
