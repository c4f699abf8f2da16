package io.memspike.serve.stream;

import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.Site;

/** The part of the page called Stream: live sources, classified as they come. */
public final class StreamPart implements Part {
    private final Workshop workshop;

    /** With what it needs. */
    public StreamPart(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void routes(Site site) {
        workshop.models();
    }
}
