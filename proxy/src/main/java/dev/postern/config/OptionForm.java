package dev.postern.config;

/// How values of an option are written.
///
/// @param kind how many there are
/// @param valueName what stands for a value in the help, empty where none is given with a flag
record OptionForm(OptionKind kind, String valueName) {
    static final OptionForm SWITCH = new OptionForm(OptionKind.SWITCH, "");
    static final OptionForm SECRET = new OptionForm(OptionKind.SECRET, "");

    static OptionForm scalar(String valueName) {
        return new OptionForm(OptionKind.SCALAR, valueName);
    }

    static OptionForm list(String valueName) {
        return new OptionForm(OptionKind.LIST, valueName);
    }
}
