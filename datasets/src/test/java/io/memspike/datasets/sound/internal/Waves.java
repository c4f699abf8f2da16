package io.memspike.datasets.sound.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes WAV files for tests. */
public final class Waves {
    private Waves() {}

    /** Sound of one channel, 16 bits. */
    public static byte[] file(int rate, short... samples) {
        final ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF")).putInt(36 + 2 * samples.length).put(ascii("WAVE"));
        bytes.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        bytes.putInt(rate).putInt(2 * rate).putShort((short) 2).putShort((short) 16);
        bytes.put(ascii("data")).putInt(2 * samples.length);
        for (final short sample : samples) {
            bytes.putShort(sample);
        }
        return bytes.array();
    }

    /** A tone. */
    public static short[] tone(int rate, double hertz, double amplitude, int samples) {
        final short[] tone = new short[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (short) Math.rint(amplitude * StrictMath.sin(2 * Math.PI * hertz * i / rate));
        }
        return tone;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
