package io.memspike.serve.site;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Server-sent events to one client, over a queue of at most {@value #CAPACITY} of them. Sending never waits: where a client
 * does not read, the oldest news is dropped, and a client that has read nothing for long is closed. Thread-safe.
 */
public final class EventStream {
    /** Events that may wait for a client. */
    public static final int CAPACITY = 64;

    private static final int MOST_BYTES = 16 << 20; // that wait for a client, unless one event alone is larger

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Runnable onClosed;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long bytes; // that wait
    private byte[] newest; // of what is worth nothing once there is a newer one; null before the first
    private boolean isReadyToBegin;
    private boolean isUnflushed;
    private boolean isEnding;
    private boolean isClosed;
    private long dropped;
    private boolean isStuck; // since the clock was here last

    EventStream(AsyncContext async, Runnable onClosed) throws IOException {
        this.async = async;
        this.out = async.getResponse().getOutputStream();
        this.onClosed = onClosed;
    }

    /** Begins to write; whatever was sent before waits until here. */
    void begin() {
        out.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() {
                synchronized (EventStream.this) {
                    isReadyToBegin = true;
                    isStuck = false;
                    write();
                }
            }

            @Override
            public void onError(Throwable e) {
                close();
            }
        });
    }

    /**
     * Sends an event.
     *
     * @param event its name
     * @param data a record or a map
     * @return whether anybody may still read it
     */
    public boolean send(String event, Object data) {
        return put(event(event, data));
    }

    /** An event as it is sent, written once for many clients. */
    public static byte[] event(String event, Object data) {
        return ("event: " + event + "\ndata: " + Json.write(data) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Sends an {@link #event} that takes the place of the one before of its like, where that waits still.
     *
     * @return whether anybody may still read it
     */
    public synchronized boolean sendNewest(byte[] event) {
        if (newest != null && waiting.remove(newest)) { // the same array, not one with the same content
            bytes -= newest.length;
        }
        newest = event;
        return put(event);
    }

    /** Sends what nobody sees, which tells whether anybody is there; closes who has read nothing since the last time. */
    void touch() {
        synchronized (this) {
            if (isStuck) {
                close();
                return;
            }
            isStuck = !waiting.isEmpty();
        }
        put(": \n\n".getBytes(StandardCharsets.UTF_8));
    }

    private synchronized boolean put(byte[] message) {
        if (isClosed || isEnding) {
            return false;
        }
        while (waiting.size() == CAPACITY || !waiting.isEmpty() && bytes + message.length > MOST_BYTES) {
            next();
            dropped++;
        }
        waiting.addLast(message);
        bytes += message.length;
        write();
        return !isClosed;
    }

    private byte[] next() {
        final byte[] next = waiting.removeFirst();
        bytes -= next.length;
        return next;
    }

    /** No more events: closes once all have been read. */
    public synchronized void end() {
        isEnding = true;
        write();
    }

    /** Whether anybody may still read. */
    public synchronized boolean isOpen() {
        return !isClosed && !isEnding;
    }

    /** How much was dropped, since it was not read. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Whatever can be written now without waiting. */
    private void write() {
        if (!isReadyToBegin || isClosed) {
            return;
        }
        try {
            while (out.isReady()) {
                if (!waiting.isEmpty()) {
                    out.write(next());
                    isUnflushed = true;
                } else if (isUnflushed) {
                    isUnflushed = false;
                    out.flush();
                } else {
                    if (isEnding) {
                        close();
                    }
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) { // the client is gone
            close();
        }
    }

    /** Ends at once. */
    synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        waiting.clear();
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // complete already: the client went first
        }
        onClosed.run();
    }
}
