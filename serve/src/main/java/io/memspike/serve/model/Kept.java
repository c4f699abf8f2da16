package io.memspike.serve.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What is dear to make and asked for again: the last so many, each made once however many ask at the same time. Thread-safe. */
public final class Kept<K, V> {
    private final Map<K, CompletableFuture<V>> kept;

    /** Keeps the last so many that were asked for. */
    public Kept(int most) {
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, CompletableFuture<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** What belongs to a key; what could not be made is tried again by the next who asks. */
    public V of(K key, Callable<V> making) throws Exception {
        final CompletableFuture<V> own = new CompletableFuture<>();
        final CompletableFuture<V> there;
        synchronized (kept) {
            there = kept.get(key);
            if (there == null) {
                kept.put(key, own);
            }
        }
        if (there != null) {
            return waited(there);
        }
        try {
            own.complete(making.call());
        } catch (Exception | Error e) {
            synchronized (kept) {
                kept.remove(key, own);
            }
            own.completeExceptionally(e);
            throw e;
        }
        return own.join();
    }

    private static <V> V waited(CompletableFuture<V> there) throws Exception {
        try {
            return there.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
