package io.memspike.serve.run;

import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.Site;

/** The part of the page called Runs: experiments that are started, watched and kept. */
public final class RunsPart implements Part {
    private final Workshop workshop;

    /** With what it needs. */
    public RunsPart(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void routes(Site site) {
        workshop.models();
    }
}
