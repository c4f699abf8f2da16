package io.memspike.serve;

import io.memspike.serve.array.ArrayPart;
import io.memspike.serve.digit.DigitPart;
import io.memspike.serve.hole.HolePart;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.run.RunsPart;
import io.memspike.serve.site.Part;
import io.memspike.serve.stream.StreamPart;
import java.io.IOException;
import java.util.List;

/** The parts of the page, in the order of its tabs. */
final class Parts {
    private Parts() {}

    static List<Part> of(Workshop workshop) throws IOException {
        return List.of(
                new DigitPart(workshop),
                new HolePart(workshop),
                new ArrayPart(workshop),
                new StreamPart(workshop),
                new RunsPart(workshop));
    }
}
