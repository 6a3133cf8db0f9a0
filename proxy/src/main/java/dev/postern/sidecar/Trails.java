package dev.postern.sidecar;

import dev.postern.audit.AuditLog;
import dev.postern.audit.AuditSink;
import dev.postern.audit.AuditTrail;
import dev.postern.audit.JsonFormat;
import dev.postern.audit.StreamSink;
import dev.postern.audit.TextFormat;
import dev.postern.config.AuditConfig;
import dev.postern.config.AuditFile;
import dev.postern.config.Config;
import dev.postern.config.OtlpCollector;
import dev.postern.config.SyslogReceiver;
import dev.postern.trail.OtlpSink;
import dev.postern.trail.RecordFile;
import dev.postern.trail.RedactedArguments;
import dev.postern.trail.SyslogSink;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Builds the audit trail that the configuration asks for; of what it does not ask for, no class is loaded.
final class Trails {
    private static final int RECORDS_WAITING = 5_000;

    private Trails() {}

    static AuditTrail of(Config config, Clock clock, OutputStream stdout) {
        AuditConfig audit = config.audit();
        List<AuditLog> logs = new ArrayList<>();
        for (AuditSink sink : sinks(config, clock, stdout)) {
            // Each connection has one request under way at most.
            logs.add(new AuditLog(
                    sink, clock, RECORDS_WAITING, config.listener().limits().connections()));
        }
        return audit.arguments().isEmpty()
                ? new AuditTrail(logs, audit.required())
                : new AuditTrail(logs, audit.required(), RedactedArguments.of(audit.arguments(), audit.redacted()));
    }

    private static List<AuditSink> sinks(Config config, Clock clock, OutputStream stdout) {
        List<AuditSink> sinks = new ArrayList<>();
        sinks.add(new StreamSink(
                stdout,
                switch (config.logFormat()) {
                    case TEXT -> new TextFormat();
                    case JSON -> new JsonFormat();
                }));
        AuditFile file = config.audit().file();
        if (file != null) {
            sinks.add(new RecordFile(file, clock, System::nanoTime));
        }
        SyslogReceiver syslog = config.audit().syslog();
        if (syslog != null) {
            sinks.add(new SyslogSink(syslog, host(), ProcessHandle.current().pid()));
        }
        OtlpCollector otlp = config.audit().otlp();
        if (otlp != null) {
            sinks.add(new OtlpSink(otlp, host(), ProcessHandle.current().pid()));
        }
        return sinks;
    }

    /// This machine's name, empty where it has none.
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "";
        }
    }
}
