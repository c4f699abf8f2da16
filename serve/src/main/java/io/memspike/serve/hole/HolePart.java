package io.memspike.serve.hole;

import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.Site;

/** The part of the page called Hole: holes in pictures are filled step by step. */
public final class HolePart implements Part {
    private final Workshop workshop;

    /** With what it needs. */
    public HolePart(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void routes(Site site) {
        workshop.models();
    }
}
