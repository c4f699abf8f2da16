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
    private final long most;

    /**
     * Of every request.
     *
     * @param most bytes that are taken after the answer; a connection with more is closed
     */
    public RestOfBody(long most) {
        this.most = most;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            return super.handle(request, response, callback); // the client asks before it sends
        }
        final Request kept = new Request.Wrapper(request) {
            @Override
            public boolean consumeAvailable() {
                return true; // taken below: who answers is not to give up what has not come yet
            }
        };
        return super.handle(kept, response, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                new Taking(request, most, callback).run();
            }
        });
    }

    /** Takes pieces as they come. */
    private static final class Taking implements Runnable {
        private final Request request;
        private final Callback end;
        private long left;

        Taking(Request request, long most, Callback end) {
            this.request = request;
            this.end = end;
            this.left = most;
        }

        @Override
        public void run() {
            while (left >= 0) {
                final Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
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
    }
}
