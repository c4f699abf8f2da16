package io.memspike.datasets.sound.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes WAV files for tests. */
public final class Waves {
    private Waves() {}

    /** Sound of one channel, 16 bits. */
    public static byte[] file(int rate, short... samples) {
        final ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (final short sample : samples) {
            bytes.putShort(sample);
        }
        return form(rate, 1, 16, bytes.array());
    }

    /** Sound of any form, its bytes as they are. */
    public static byte[] form(int rate, int channels, int bits, byte... data) {
        final int frame = channels * bits / 8;
        final ByteBuffer bytes = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF")).putInt(36 + data.length).put(ascii("WAVE"));
        bytes.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
        bytes.putInt(rate).putInt(frame * rate).putShort((short) frame).putShort((short) bits);
        return bytes.put(ascii("data")).putInt(data.length).put(data).array();
    }

    /** As what is heard. */
    public static double[] sound(short... samples) {
        final double[] sound = new double[samples.length];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = samples[i] / 32_768.0;
        }
        return sound;
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
