package io.memspike.datasets.recording.live;

import io.memspike.datasets.EventVisitor;
import io.memspike.datasets.recording.aedat.internal.AddressReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/**
 * Events that jAER sends by UDP (AEUnicastOutput): each datagram is a number that goes up by one, and pairs of an address and a time in
 * microseconds, all of 32 bits, big-endian; addresses are those of AEDAT 2.0. Datagrams that never came are counted.
 */
public final class JaerDatagrams extends LiveSource {
    private static final int MOST = 1 << 16;
    private static final int PAIR = 8;
    private static final int WAKE_MS = 20; // how soon an interrupt is seen

    private final DatagramSocket socket;
    private final AddressReader addresses;
    private boolean hasNumber;
    private int number; // of the last one
    private long lost;

    private JaerDatagrams(DatagramSocket socket, AddressReader addresses, long idleNanos) {
        super(addresses.width(), addresses.height(), idleNanos);
        this.socket = socket;
        this.addresses = addresses;
    }

    /**
     * Listens on a port.
     *
     * @param port 0 for any that is free
     * @param chip {@code dvs128}, {@code davis240}, {@code davis346}, {@code davis640} or {@code cochlea}
     * @param idleNanos how long to wait for each datagram
     * @throws IOException where another listens there
     */
    public static JaerDatagrams open(int port, String chip, long idleNanos) throws IOException {
        final AddressReader addresses = AddressReader.of(chip);
        final DatagramSocket socket = new DatagramSocket(null);
        try {
            socket.setReceiveBufferSize(1 << 22);
            socket.bind(new InetSocketAddress(port));
            socket.setSoTimeout(WAKE_MS);
            return new JaerDatagrams(socket, addresses, idleNanos);
        } catch (IOException e) {
            socket.close();
            throw new IOException("udp:" + port + ": expected a free port, found " + e.getMessage(), e);
        }
    }

    /** The port. */
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void replay(EventVisitor visitor) throws IOException {
        final byte[] bytes = new byte[MOST];
        final DatagramPacket packet = new DatagramPacket(bytes, MOST);
        long since = System.nanoTime();
        while (isWaiting(since)) {
            packet.setLength(MOST);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                continue;
            }
            since = System.nanoTime();
            take(bytes, packet.getLength(), visitor);
        }
    }

    /** Tells the events of one datagram. */
    void take(byte[] bytes, int length, EventVisitor visitor) {
        if (length < 4 || (length - 4) % PAIR != 0) {
            lost++; // of another program, or cut on the way
            return;
        }
        final int found = AddressReader.i32(bytes, 0);
        lost += hasNumber ? Math.max(0, found - number - 1L) : 0;
        hasNumber = true;
        number = found;
        for (int at = 4; at < length; at += PAIR) {
            addresses.tell(AddressReader.i32(bytes, at), AddressReader.i32(bytes, at + 4), visitor);
        }
    }

    /** Datagrams that never came, or were none of jAER's. */
    public long lost() {
        return lost;
    }

    @Override
    public void close() {
        socket.close();
    }
}
