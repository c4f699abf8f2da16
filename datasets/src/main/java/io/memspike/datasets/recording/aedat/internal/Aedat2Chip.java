package io.memspike.datasets.recording.aedat.internal;

import io.memspike.datasets.recording.internal.Bytes;
import io.memspike.datasets.recording.internal.SensorSize;
import java.util.List;
import java.util.Locale;

/**
 * What addresses of AEDAT 2.0 mean. The head names the chip, or else the first addresses tell: those of the cochlea have 10 bits,
 * those of the DVS128 have 15, and DAVIS use all.
 *
 * <pre>
 *   DVS128    | 15: special | y, 7 bits 14…8 | 127 − x, 7 bits 7…1 | 0: OFF |
 *   DAVIS     | 31: no event (picture, IMU) | y, 9 bits 30…22 | columns − 1 − x, 10 bits 21…12 | 11: ON | 10: special |
 *   cochlea   | threshold, 2 bits 9…8 | tap, 6 bits 7…2 | 1: right ear | 0: low-pass |
 * </pre>
 *
 * <p>Of the cochlea, x is the tap and y is low-pass · 8 + right ear · 4 + threshold; all its events are ON.
 *
 * @param kind which of them
 * @param size of the sensor
 */
record Aedat2Chip(Kind kind, SensorSize size) {
    /** Ways to read an address. */
    enum Kind {
        /** Dynamic vision sensor of 128 × 128 pixels. */
        DVS128,
        /** Sensor of changes, pictures and motion. */
        DAVIS,
        /** Silicon cochlea with 64 taps. */
        COCHLEA
    }

    private static final int RECORD = 8;
    private static final SensorSize DVS = new SensorSize(128, 128);
    private static final SensorSize TAPS = new SensorSize(64, 16);
    private static final SensorSize DAVIS240 = new SensorSize(240, 180);
    private static final SensorSize DAVIS346 = new SensorSize(346, 260);
    private static final SensorSize DAVIS640 = new SensorSize(640, 480);

    /** The chip of a file: of its head, or of the records between {@code from} and {@code to}. */
    static Aedat2Chip of(List<String> lines, byte[] bytes, int from, int to) {
        final String text = String.join("\n", lines).toLowerCase(Locale.ROOT);
        if (text.contains("cochlea")) {
            return new Aedat2Chip(Kind.COCHLEA, TAPS);
        }
        if (text.contains("davis") || text.contains("sbret")) {
            return new Aedat2Chip(Kind.DAVIS, sizeOfDavis(text, bytes, from, to));
        }
        if (text.contains("dvs128") || text.contains("tmpdiff128")) {
            return new Aedat2Chip(Kind.DVS128, DVS);
        }
        int bits = 0;
        for (int at = from; at + RECORD <= to; at += RECORD) {
            bits |= Integer.reverseBytes(Bytes.i32(bytes, at));
        }
        if (bits >>> 16 != 0) {
            return new Aedat2Chip(Kind.DAVIS, sizeOfDavis("", bytes, from, to));
        }
        return bits >>> 10 == 0 && from < to ? new Aedat2Chip(Kind.COCHLEA, TAPS) : new Aedat2Chip(Kind.DVS128, DVS);
    }

    private static SensorSize sizeOfDavis(String text, byte[] bytes, int from, int to) {
        if (text.contains("davis128")) {
            return DVS;
        }
        if (text.contains("davis208")) {
            return new SensorSize(208, 192);
        }
        if (text.contains("346")) {
            return DAVIS346;
        }
        if (text.contains("640")) {
            return DAVIS640;
        }
        if (text.contains("240") || text.contains("sbret")) {
            return DAVIS240;
        }
        int right = 0;
        int bottom = 0;
        for (int at = from; at + RECORD <= to; at += RECORD) {
            final int address = Integer.reverseBytes(Bytes.i32(bytes, at));
            if (address >= 0) {
                right = Math.max(right, address >>> 12 & 0x3ff);
                bottom = Math.max(bottom, address >>> 22);
            }
        }
        if (right < DAVIS240.width() && bottom < DAVIS240.height()) {
            return DAVIS240;
        }
        return right < DAVIS346.width() && bottom < DAVIS346.height() ? DAVIS346 : DAVIS640;
    }

    /** Whether an address is that of a change. */
    boolean isEvent(int address) {
        return switch (kind) {
            case DVS128 -> address >>> 15 == 0;
            case DAVIS -> address >= 0 && (address & 1 << 10) == 0;
            case COCHLEA -> address >>> 10 == 0;
        };
    }

    int x(int address) {
        return switch (kind) {
            case DVS128 -> 127 - (address >> 1 & 0x7f);
            case DAVIS -> size.width() - 1 - (address >>> 12 & 0x3ff);
            case COCHLEA -> address >> 2 & 0x3f;
        };
    }

    int y(int address) {
        return switch (kind) {
            case DVS128 -> address >> 8 & 0x7f;
            case DAVIS -> address >>> 22 & 0x1ff;
            case COCHLEA -> (address & 1) << 3 | (address & 2) << 1 | address >> 8 & 3;
        };
    }

    int polarity(int address) {
        return switch (kind) {
            case DVS128 -> ~address & 1;
            case DAVIS -> address >>> 11 & 1;
            case COCHLEA -> 1;
        };
    }
}
