package io.memspike.datasets.recording.hdf.internal;

/**
 * Blosc's own codec, a relative of LZ77: runs of literals, whose number less one stands in a byte below 32, and copies of what came
 * before, whose length less two stands in the upper three bits of a byte, and whose distance in the lower five and what follows.
 */
final class BloscLz {
    private static final int FAR = 8191;

    private BloscLz() {}

    /**
     * Unpacks.
     *
     * @return how many bytes came out
     * @throws IndexOutOfBoundsException where the content is not sound
     */
    static int unpack(byte[] in, int from, int to, byte[] out, int begin, int end) {
        int at = from;
        int place = begin;
        int control = in[at++] & 31;
        while (true) {
            if (control >= 32) {
                int length = (control >>> 5) - 1;
                int distance = (control & 31) << 8;
                if (length == 6) {
                    int more;
                    do {
                        more = in[at++] & 0xff;
                        length += more;
                    } while (more == 255 && at < to);
                }
                final int code = in[at++] & 0xff;
                length += 3;
                if (code == 255 && distance == 31 << 8) {
                    distance = FAR + ((in[at] & 0xff) << 8 | in[at + 1] & 0xff);
                    at += 2;
                } else {
                    distance += code;
                }
                final int source = place - distance - 1;
                if (source < begin || length > end - place) {
                    throw new IndexOutOfBoundsException(source);
                }
                for (int i = 0; i < length; i++) {
                    out[place + i] = out[source + i];
                }
                place += length;
            } else {
                final int run = control + 1;
                if (run > end - place || run > to - at) {
                    throw new IndexOutOfBoundsException(run);
                }
                System.arraycopy(in, at, out, place, run);
                at += run;
                place += run;
            }
            if (at >= to) {
                return place - begin;
            }
            control = in[at++] & 0xff;
        }
    }
}
