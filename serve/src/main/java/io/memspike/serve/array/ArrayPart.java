package io.memspike.serve.array;

import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.Site;

/** The part of the page called Array: what layers lie on. */
public final class ArrayPart implements Part {
    private final Workshop workshop;

    /** With what it needs. */
    public ArrayPart(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void routes(Site site) {
        workshop.models();
    }
}
