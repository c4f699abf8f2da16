package io.memspike.datasets.recording.aedat.internal;

import io.memspike.datasets.EventVisitor;
import io.memspike.datasets.recording.internal.Bytes;
import java.util.List;
import java.util.Set;

/** Events of addresses and times as AEDAT 2.0 has them, one at a time. Belongs to one thread. */
public final class AddressReader {
    private static final Set<String> CHIPS = Set.of("dvs128", "davis240", "davis346", "davis640", "cochlea");
    private static final long UNSIGNED = 0xffff_ffffL;

    private final Aedat2Chip chip;
    private boolean hasTime;
    private int before;
    private long micros;

    private AddressReader(Aedat2Chip chip) {
        this.chip = chip;
    }

    /**
     * Of a chip.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static AddressReader of(String chip) {
        if (!CHIPS.contains(chip)) {
            throw new IllegalArgumentException(
                    "chip: expected one of cochlea, davis240, davis346, davis640, dvs128, found '" + chip + "'");
        }
        return new AddressReader(Aedat2Chip.of(List.of(chip), new byte[0], 0, 0));
    }

    /** A number of 32 bits, big-endian. */
    public static int i32(byte[] bytes, int at) {
        return Integer.reverseBytes(Bytes.i32(bytes, at));
    }

    /** Columns of the sensor. */
    public int width() {
        return chip.size().width();
    }

    /** Rows of the sensor. */
    public int height() {
        return chip.size().height();
    }

    /** Tells an event, if an address is of one that lies on the sensor. */
    public void tell(int address, int time, EventVisitor visitor) {
        micros = hasTime ? Math.max(0, micros + (time - before)) : time & UNSIGNED;
        hasTime = true;
        before = time;
        if (chip.isEvent(address)) {
            final int x = chip.x(address);
            final int y = chip.y(address);
            if (x >= 0 && x < width() && y < height()) {
                visitor.onEvent(micros, x, y, chip.polarity(address) != 0);
            }
        }
    }
}
