package io.memspike.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;

/** The memory that jAER shares, as it is when two windows were published. */
public final class JaerWindows {
    private static final int HEAD = 64;
    private static final int EVENT = 16;

    private JaerWindows() {}

    /** Two windows of as many events of a sensor, which go along its diagonal, OFF and ON in turn. */
    public static byte[] of(int width, int height, int events, LongUnaryOperator micros) {
        final int slot = HEAD + EVENT * events;
        final ByteBuffer bytes = ByteBuffer.allocate(2 * slot).order(ByteOrder.LITTLE_ENDIAN);
        for (int seq = 1; seq <= 2; seq++) {
            bytes.position((seq & 1) * slot).put("JAER".getBytes(StandardCharsets.US_ASCII));
            bytes.putInt(1).putInt(seq).putInt(width).putInt(height).putInt(events);
            bytes.putShort((short) EVENT).putShort((short) 2).putLong(0).putInt(events);
            bytes.position((seq & 1) * slot + HEAD);
            for (int k = (seq - 1) * events; k < seq * events; k++) {
                bytes.putLong(micros.applyAsLong(k));
                bytes.putShort((short) (k % width))
                        .putShort((short) (k % height))
                        .putInt(k & 1);
            }
        }
        return bytes.array();
    }
}
