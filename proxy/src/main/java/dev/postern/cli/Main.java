package dev.postern.cli;

/// Where the process begins.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(2);
    }
}
