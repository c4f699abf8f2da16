package io.memspike.tasks.language;

import io.memspike.core.SpikeList;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;

/** Embeds one text after the other: the mean over its tokens. Allocates nothing in between. One per thread. */
final class Sentences {
    private final Session session;
    private final SpikeList tokens;
    private long count;

    Sentences(Network network) {
        this.session = network.newSession();
        this.tokens = new SpikeList(network.input().size());
    }

    /** The embedding of a text's tokens; overwritten by the next. Not to be modified. */
    float[] embed(int[] text) {
        tokens.clear();
        for (int i = 0; i < text.length; i++) {
            tokens.add(i, text[i]);
        }
        session.reset(count++);
        session.step(tokens);
        return session.answer();
    }
}
