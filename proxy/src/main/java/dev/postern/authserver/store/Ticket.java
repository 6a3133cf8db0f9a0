package dev.postern.authserver.store;

import java.time.Instant;

/// Something remembered for a while under a secret or an id.
///
/// @param content at most 64 KiB of text; what is secret in it is sealed
/// @param expires when it is forgotten
public record Ticket(TicketKind kind, SecretHash key, String content, Instant expires) {}
