package dev.postern.login;

import java.io.InputStream;
import java.io.PrintStream;

/// The person who logs in.
///
/// @param tell where they read what to do
/// @param says what they type or paste
/// @param browser where they log in
public record Person(PrintStream tell, InputStream says, Browser browser) {}
