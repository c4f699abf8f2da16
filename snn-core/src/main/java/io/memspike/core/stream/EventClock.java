package io.memspike.core.stream;

/**
 * Says which time stamps of a live stream can be believed. It runs with the latest of them, and an event fits where its
 * time lies at most {@code maxAhead} after that, or at most {@code maxBehind} before it, being out of order. Of others:
 *
 * <ul>
 *   <li>one further <b>ahead</b> is lost, so that a stray time stamp does not take the clock along. Where such events go on
 *       from each other for longer than {@code maxBehind}, with none between that fits, the clock has moved: it restarts.
 *   <li>one further <b>behind</b> is held until the next. If that goes on from it, the clock restarts with both of them;
 *       if not, the one that was held is lost. So is treated a first event that does not fit a clock at 0.
 * </ul>
 *
 * <p>Any unit of time, the same throughout. What comes out depends on the events alone. One thread; allocates nothing.
 */
public final class EventClock {
    /** How far ahead a time stamp of a live stream may lie unless said otherwise, in microseconds: 3 s. */
    public static final long MAX_AHEAD_MICROS = 3_000_000;

    /** How far behind a time stamp of a live stream may lie, in microseconds: 150 ms. */
    public static final long MAX_BEHIND_MICROS = 150_000;

    /** What becomes of an event. */
    public enum Verdict {
        /** It fits. */
        TAKEN,
        /** Its time is not believed; it is lost. */
        LOST,
        /** Whether its time is believed depends on the next event; counts as lost until then. */
        HELD,
        /** The clock restarts with it, or with {@link #held()} before it where {@link #hasHeld()}. */
        RESTARTED
    }

    private final double maxAhead;
    private final double maxBehind;
    private double now;
    private boolean isSettled; // the last event was taken: what fits now needs no other look
    private boolean hasTaken;
    private boolean isInDoubt; // the last event did not fit
    private boolean hasHeld;
    private double doubtSince;
    private double doubtLatest;
    private double heldTime;
    private long held;
    private long lost;

    /**
     * A clock at 0.
     *
     * @param maxAhead above 0; infinity believes any time that is later
     * @param maxBehind at least 0
     */
    public EventClock(double maxAhead, double maxBehind) {
        if (!(maxAhead > 0) || !(maxBehind >= 0)) {
            throw new IllegalArgumentException("clock: expected maxAhead above 0 and maxBehind of at least 0, found "
                    + maxAhead + " and " + maxBehind);
        }
        this.maxAhead = maxAhead;
        this.maxBehind = maxBehind;
    }

    /** A clock of microseconds with {@link #MAX_AHEAD_MICROS} and {@link #MAX_BEHIND_MICROS}. */
    public static EventClock ofMicros() {
        return new EventClock(MAX_AHEAD_MICROS, MAX_BEHIND_MICROS);
    }

    /**
     * The next event.
     *
     * @param time its time; not a number fits nowhere
     * @param event what {@link #held()} gives back if it is held
     */
    public Verdict judge(double time, long event) {
        final double step = time - now;
        if (isSettled && step <= maxAhead && step >= -maxBehind) {
            if (step > 0) {
                now = time;
            }
            return Verdict.TAKEN;
        }
        return fits(time, now) ? settle(time) : doubt(time, event);
    }

    /** The doubt was right, or there was none yet. */
    private Verdict settle(double time) {
        lose();
        isSettled = true;
        hasTaken = true;
        now = Math.max(now, time);
        return Verdict.TAKEN;
    }

    private void lose() {
        lost += isInDoubt && hasHeld ? 1 : 0;
        isInDoubt = false;
        hasHeld = false;
    }

    private boolean fits(double time, double latest) {
        return time - latest <= maxAhead && latest - time <= maxBehind;
    }

    private Verdict doubt(double time, long event) {
        if (!isInDoubt || !fits(time, doubtLatest)) {
            return begin(time, event);
        }
        doubtLatest = Math.max(doubtLatest, time);
        if (!hasHeld && time - doubtSince <= maxBehind) {
            lost++;
            return Verdict.LOST;
        }
        isInDoubt = false;
        isSettled = true;
        hasTaken = true;
        now = doubtLatest;
        return Verdict.RESTARTED;
    }

    private Verdict begin(double time, long event) {
        lose();
        isInDoubt = true;
        isSettled = false;
        hasHeld = time < now || !hasTaken;
        doubtSince = time;
        doubtLatest = time;
        heldTime = time;
        held = event;
        lost += hasHeld ? 0 : 1;
        return hasHeld ? Verdict.HELD : Verdict.LOST;
    }

    /** Back to 0, with nothing taken and nothing lost. */
    public void reset() {
        now = 0;
        isSettled = false;
        hasTaken = false;
        isInDoubt = false;
        hasHeld = false;
        lost = 0;
    }

    /** The latest time that was believed. */
    public double now() {
        return now;
    }

    /** After a restart: whether an event was held that comes first. */
    public boolean hasHeld() {
        return hasHeld;
    }

    /** The event that was held. */
    public long held() {
        return held;
    }

    /** Its time. */
    public double heldTime() {
        return heldTime;
    }

    /** Events lost so far, one that is held included. */
    public long lostEvents() {
        return lost + (isInDoubt && hasHeld ? 1 : 0);
    }
}
