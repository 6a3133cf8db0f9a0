package dev.postern.config;

/// How outcome lines are written to standard output.
public enum LogFormat {
    TEXT,
    JSON
}
