package io.memspike.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tone of one channel, 16 bits, as WAV. */
final class Tone {
    private Tone() {}

    static Path write(Path wav, int rate, int samples) throws IOException {
        final ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putInt(0x10001); // PCM, one channel
        file.putInt(rate).putInt(2 * rate).putInt(0x100002); // 2 bytes, 16 bits
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            file.putShort((short) (9_000 * StrictMath.sin(0.3 * i)));
        }
        return Files.write(wav, file.array());
    }
}
