package dev.postern.config;

/// A value as it was written, and where.
public record RawValue(String text, Source source) {

    /// The value as it may be printed: no secret of the option, no password of a URL.
    public String shown(Option option) {
        return option.kind() == OptionKind.SECRET
                ? "***"
                : text.strip()
                        .replaceAll("://[^/@\\s]*@", "://***@")
                        .replaceAll("([?&][a-z]*password=)[^&\\s]*", "$1***");
    }
}
