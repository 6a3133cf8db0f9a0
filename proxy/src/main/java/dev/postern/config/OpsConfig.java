package dev.postern.config;

import java.net.InetSocketAddress;

/// The second listener: health, readiness, metrics.
///
/// @param address where it listens; port 0 picks a free one
public record OpsConfig(InetSocketAddress address) {}
