package dev.postern.config;

/// Where a value came from.
public sealed interface Source {

    record Flag(String name) implements Source {
        @Override
        public String toString() {
            return "flag " + name;
        }
    }

    record Environment(String name) implements Source {
        @Override
        public String toString() {
            return "environment " + name;
        }
    }

    record Line(String file, int number) implements Source {
        @Override
        public String toString() {
            return file + " line " + number;
        }
    }

    record Default() implements Source {
        @Override
        public String toString() {
            return "default";
        }
    }
}
