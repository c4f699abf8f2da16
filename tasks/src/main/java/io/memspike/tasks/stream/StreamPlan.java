package io.memspike.tasks.stream;

import io.memspike.core.ExitPolicy;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.stream.EventClock;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.recording.filter.FilterChoice;
import io.memspike.datasets.recording.filter.FilteredSource;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.EventFilters;
import io.memspike.tasks.plan.ExitPolicies;
import java.nio.file.Path;
import java.util.List;

/** How a live stream is classified; the components say what they mean, and are null where nothing is asked for. */
public record StreamPlan(
        @Option(label = "MODEL", says = "a model file", positional = true)
        Path model,

        @Option(
                label = "FILE|saccade:D|ipc:PATH|jaer:PATH|udp:PORT",
                says =
                        "a recording of any format, an event file, saccade:mnist for digits in front of the camera, ipc:PATH for"
                                + " a ring that another process writes, jaer:PATH for the memory and udp:PORT[:CHIP] for the datagrams"
                                + " of [jAER](recordings.md#cameras)",
                required = true)
        String source,

        ReplayChoice replay,

        @Option(label = EventFilters.LABEL, says = EventFilters.SAYS)
        List<String> filter,

        @Option(
                label = "N",
                says =
                        "how far ahead of the latest a time stamp of a ring may lie; what lies beyond is counted and lost",
                shown = "3000")
        Integer maxJumpMs,

        @Option(label = "N", says = "leave a camera once it has been silent for so long", shown = "never")
        Integer idleMs,

        @Option(label = "recorded|max", says = "recorded speed, or as fast as possible", otherwise = "max")
        String speed,

        @Option(label = ExitPolicies.LABEL, says = ExitPolicies.SAYS, otherwise = "0.8")
        String earlyStop,

        @Option(label = "confidence|margin|entropy", says = "the early-stop rule", otherwise = "confidence")
        String policy,

        long seed) {
    /** Refuses what contradicts itself. */
    public StreamPlan {
        ExitPolicies.require(policy, earlyStop);
        StreamSources.isRecordedSpeed(speed);
        if (idleMs != null && (idleMs < 1 || !StreamSources.isLive(source))) {
            throw new IllegalArgumentException("--idle-ms: expected at least 1, with a camera, found " + idleMs);
        }
        if (!EventFilters.of(filter).isEmpty() && StreamSources.isIpc(source)) {
            throw new IllegalArgumentException("--filter: expected a source that is read here, found " + source
                    + ", which another process writes");
        }
        clock(source, replay, maxJumpMs);
    }

    /**
     * What is read, behind its filters.
     *
     * @param trained those of the model, where none are given
     */
    EventSource behindFilters(EventSource events, List<FilterChoice> trained) {
        final List<FilterChoice> filters = EventFilters.areNone(filter) ? trained : EventFilters.of(filter);
        return filters.isEmpty() ? events : new FilteredSource(events, filters, seed);
    }

    ExitPolicy exit(Model of) throws FileFormatException {
        return ExitPolicies.of(policy, earlyStop, model, of);
    }

    boolean isRecordedSpeed() {
        return StreamSources.isRecordedSpeed(speed);
    }

    EventClock clock() {
        return clock(source, replay, maxJumpMs);
    }

    /** The clock of a ring; sources of our own are in order, and all their time stamps are believed. */
    private static EventClock clock(String source, ReplayChoice replay, Integer maxJumpMs) {
        if (!StreamSources.isIpc(source) && !StreamSources.isLive(source)) {
            if (maxJumpMs != null) {
                throw new IllegalArgumentException(
                        "--max-jump-ms: expected ipc:PATH, found " + source + ", whose time stamps are in order");
            }
            return new EventClock(Double.POSITIVE_INFINITY, EventClock.MAX_BEHIND_MICROS);
        }
        if (replay.samples() != 0) {
            throw new IllegalArgumentException("--samples: expected none for a ring, which is read to its end");
        }
        if (maxJumpMs == null) {
            return EventClock.ofMicros();
        }
        if (maxJumpMs < 1) {
            throw new IllegalArgumentException("--max-jump-ms: expected at least 1, found " + maxJumpMs);
        }
        return new EventClock(1e3 * maxJumpMs, EventClock.MAX_BEHIND_MICROS);
    }
}
