package dev.postern.trail;

import java.io.IOException;
import java.util.List;

/// An open way to a syslog receiver.
interface SyslogWay extends AutoCloseable {
    /// Sends them in this order.
    ///
    /// @return how many of them are too long to be sent
    int send(List<byte[]> messages) throws IOException;

    /// Fails where the receiver is known to have gone.
    void look() throws IOException;

    @Override
    void close();
}
