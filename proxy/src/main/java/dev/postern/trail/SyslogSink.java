package dev.postern.trail;

import dev.postern.audit.AuditSink;
import dev.postern.audit.Entry;
import dev.postern.config.SyslogReceiver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A syslog receiver, reached by UDP, TCP or TLS; looked for again when it was lost.
public final class SyslogSink implements AuditSink {
    private final SyslogReceiver receiver;
    private final SyslogMessage message;
    private @Nullable SyslogWay way;

    /// @param host the name of this machine
    /// @param process this process's id
    public SyslogSink(SyslogReceiver receiver, String host, long process) {
        this.receiver = receiver;
        this.message = new SyslogMessage(host, process);
    }

    @Override
    public String label() {
        return "syslog";
    }

    @Override
    public String place() {
        return "syslog at " + receiver.transport().name().toLowerCase(Locale.ROOT) + "://" + receiver.host() + ":"
                + receiver.port();
    }

    @Override
    public int write(List<Entry> entries) throws IOException {
        List<byte[]> messages = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            messages.add(message.of(entry));
        }
        try {
            SyslogWay open = open();
            open.look();
            return open.send(messages);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void look() throws IOException {
        try {
            open().look();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private SyslogWay open() throws IOException {
        SyslogWay open = way;
        if (open == null) {
            InetSocketAddress address = new InetSocketAddress(receiver.host(), receiver.port());
            if (address.isUnresolved()) {
                throw new IOException("its name is not known");
            }
            open = switch (receiver.transport()) {
                case UDP -> SyslogDatagrams.to(address);
                case TCP -> SyslogStream.to(address);
                case TLS -> SyslogStream.encrypted(address, receiver);
            };
            way = open;
        }
        return open;
    }

    @Override
    public void close() {
        SyslogWay open = way;
        way = null;
        if (open != null) {
            open.close();
        }
    }
}
