package io.memspike.tasks.language.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;

/** Embeds one text after the other: the mean over its tokens, or the first of them. Allocates nothing in between. One per thread. */
public final class Sentences {
    private final Session session;
    private final SpikeList tokens;

    public Sentences(Network network) {
        this(network.newSession(), network.input().size());
    }

    public Sentences(Session session, int most) {
        this.session = session;
        this.tokens = new SpikeList(most);
    }

    /** {@link #embed(long, int[])} where nothing is noisy. */
    public float[] embed(int[] text) {
        return embed(0, text);
    }

    /**
     * The embedding of a text's tokens; overwritten by the next. Not to be modified.
     *
     * @param number which text it is: all that noise depends on besides its seed
     */
    public float[] embed(long number, int[] text) {
        tokens.clear();
        for (int i = 0; i < text.length; i++) {
            tokens.add(i, text[i]);
        }
        session.reset(number);
        session.step(tokens);
        return session.answer();
    }
}
