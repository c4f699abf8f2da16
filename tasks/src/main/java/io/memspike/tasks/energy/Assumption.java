package io.memspike.tasks.energy;

/** What the ratio of a digital machine's energy to the array's rests on, and can be assumed otherwise. */
public enum Assumption {
    /** Which digital machine. */
    MACHINE("digital machine"),
    /** What of memory traffic is counted. */
    MEMORY("memory traffic"),
    /** What numbers digital parts compute with. */
    NUMBERS("numbers"),
    /** Technology of both machines. */
    TECHNOLOGY("technology"),
    /** Bits of a conversion. */
    BITS("converter bits"),
    /** What is added before it is converted, and how many columns wait for a converter. */
    SHARING("converter sharing"),
    /** What becomes of reads that no row drives. */
    SILENT_READS("silent reads"),
    /** How many spikes there are. */
    ACTIVITY("activity"),
    /** Which machine stops early. */
    EARLY_STOP("early stop"),
    /** Whether neurons are counted. */
    NEURONS("neurons"),
    /** Which layers are counted. */
    LAYERS("layers");

    private final String says;

    Assumption(String says) {
        this.says = says;
    }

    /** Its name for people and files. */
    public String says() {
        return says;
    }
}
