package dev.postern.authserver;

import dev.postern.outbound.GuardedClient;
import dev.postern.outbound.IssuerClient;
import java.util.function.Consumer;

/// Whom we call, and where it is said what came of it.
///
/// @param strangers gets what clients publish of themselves
/// @param issuers gets what issuers publish that the operator trusts
/// @param notes takes a sentence on each document that is not used, and on a provider that cannot be
public record OutboundCalls(GuardedClient strangers, IssuerClient issuers, Consumer<String> notes) {}
