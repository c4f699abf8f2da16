package io.memspike.bench.peer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Peers that take turns: one that cannot run says why, once, and is left out from then on. Not thread-safe.
 *
 * @param <P> the peers
 */
public final class Turns<P> {
    private final List<P> peers;
    private final List<String> notes;

    /** What a peer does when it is its turn. */
    public interface Turn<P> {
        void take(P peer) throws ExternalTool.Unavailable, InterruptedException;
    }

    /**
     * Turns.
     *
     * @param peers in order of their turns
     * @param notes told why one is left out
     */
    public Turns(List<P> peers, List<String> notes) {
        this.peers = new ArrayList<>(peers);
        this.notes = notes;
    }

    /** Every peer that is left has its turn. */
    public void take(Turn<P> turn) throws InterruptedException {
        for (final Iterator<P> left = peers.iterator(); left.hasNext(); ) {
            try {
                turn.take(left.next());
            } catch (ExternalTool.Unavailable e) {
                left.remove();
                if (!notes.contains(e.getMessage())) { // what several lack is said once
                    notes.add(e.getMessage());
                }
            }
        }
    }
}
