package dev.postern.trail;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/// Syslog over UDP (RFC 5426): a datagram for each message, and nobody who says whether it came.
record SyslogDatagrams(DatagramChannel channel) implements SyslogWay {
    private static final int LONGEST = 65_000;

    static SyslogDatagrams to(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            // Connected, so that a port nobody listens at is noticed where the network tells.
            channel.connect(address);
            return new SyslogDatagrams(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int send(List<byte[]> messages) throws IOException {
        int tooLong = 0;
        for (byte[] message : messages) {
            if (message.length > LONGEST) {
                tooLong++;
            } else {
                channel.write(ByteBuffer.wrap(message));
            }
        }
        return tooLong;
    }

    @Override
    public void look() {}

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // nothing is waiting in it
        }
    }
}
