package io.memspike.datasets.recording.write;

import com.google.flatbuffers.FlatBufferBuilder;
import io.memspike.datasets.recording.EventBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes AEDAT 4, one stream of events in packets that are not packed, without a table. */
final class Aedat4Writer implements RecordingWriter.EventSink {
    private static final int EVENT = 16;
    private static final int MOST_PIXEL = 32_767;

    private final OutputStream out;
    private final EventBatch packet = new EventBatch();

    Aedat4Writer(OutputStream out, int width, int height) throws IOException {
        this.out = out;
        final String root = "/mainloop/Recorder/outInfo/";
        final String streams =
                "<dv version=\"2.0\"><node name=\"outInfo\" path=\"" + root + "\"><node name=\"0\" path=\"" + root
                        + "0/\"><attr key=\"compression\" type=\"string\">NONE</attr>"
                        + "<attr key=\"originalModuleName\" type=\"string\">memspike</attr>"
                        + "<attr key=\"originalOutputName\" type=\"string\">events</attr>"
                        + "<attr key=\"typeDescription\" type=\"string\">Array of events (polarity ON/OFF).</attr>"
                        + "<attr key=\"typeIdentifier\" type=\"string\">EVTS</attr><node name=\"info\" path=\"" + root
                        + "0/info/\"><attr key=\"sizeX\" type=\"int\">" + width
                        + "</attr><attr key=\"sizeY\" type=\"int\">" + height
                        + "</attr><attr key=\"source\" type=\"string\">memspike</attr></node></node></node></dv>";
        final FlatBufferBuilder head = new FlatBufferBuilder();
        final int text = head.createString(streams);
        head.startTable(3);
        head.addInt(0, 0, 1); // no compression, written out
        head.addLong(1, -1, 0);
        head.addOffset(2, text, 0);
        head.finishSizePrefixed(head.endTable(), "IOHE");
        out.write("#!AER-DAT4.0\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(head.sizedByteArray());
    }

    @Override
    public void add(long micros, int x, int y, int polarity) throws IOException {
        if (x > MOST_PIXEL || y > MOST_PIXEL) {
            throw RecordingWriter.refusal("aedat4", "x and y up to " + MOST_PIXEL, "x=" + x + " y=" + y);
        }
        packet.add(micros, x, y, polarity);
        if (packet.room() == 0) {
            end();
        }
    }

    @Override
    public void end() throws IOException {
        final int size = packet.size();
        if (size == 0) {
            return;
        }
        final FlatBufferBuilder builder = new FlatBufferBuilder(EVENT * size + 64);
        builder.startVector(EVENT, size, 8);
        for (int i = size - 1; i >= 0; i--) {
            builder.prep(8, EVENT);
            builder.pad(3);
            builder.putByte(packet.polarity()[i]);
            builder.putShort(packet.y()[i]);
            builder.putShort(packet.x()[i]);
            builder.putLong(packet.micros()[i]);
        }
        final int elements = builder.endVector();
        builder.startTable(1);
        builder.addOffset(0, elements, 0);
        builder.finishSizePrefixed(builder.endTable(), "EVTS");
        final byte[] bytes = builder.sizedByteArray();
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(bytes.length)
                .array());
        out.write(bytes);
        packet.clear();
    }
}
