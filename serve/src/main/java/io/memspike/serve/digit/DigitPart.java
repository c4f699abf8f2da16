package io.memspike.serve.digit;

import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.Site;

/** The part of the page called Digit: digits that are drawn, chosen or given become events, and are named step by step. */
public final class DigitPart implements Part {
    private final Workshop workshop;

    /** With what it needs. */
    public DigitPart(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public void routes(Site site) {
        workshop.models();
    }
}
