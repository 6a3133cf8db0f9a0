package dev.postern.oscal.schema;

import java.util.Map;
import java.util.regex.Pattern;

/// What a datatype of OSCAL's is to a person, by the name of its definition.
final class Datatype {
    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("TokenDatatype", "a token: a letter or _, then letters, digits, '.', '-' and '_', no blanks"),
            Map.entry("UUIDDatatype", "a UUID of version 4 or 5, such as 3f6c4b0e-5c1d-4a53-9f0b-2d1f0c9f2a11"),
            Map.entry("StringDatatype", "text that is not empty, on one line, without blanks at its ends"),
            Map.entry("DateTimeWithTimezoneDatatype", "a time with a zone, such as 2026-01-31T12:00:00Z"),
            Map.entry("DateDatatype", "a date, such as 2026-01-31"),
            Map.entry("EmailAddressDatatype", "an e-mail address"),
            Map.entry("URIDatatype", "a URI with its scheme, such as https://example.com/"),
            Map.entry("URIReferenceDatatype", "a URI or a reference such as #uuid"),
            Map.entry("MarkupLineDatatype", "one line of text that is not empty"),
            Map.entry("MarkupMultilineDatatype", "text in Markdown"),
            Map.entry("Base64Datatype", "Base64 without line breaks"),
            Map.entry("IntegerDatatype", "a whole number"),
            Map.entry("NonNegativeIntegerDatatype", "a whole number, 0 or more"),
            Map.entry("PositiveIntegerDatatype", "a whole number, 1 or more"),
            Map.entry("BooleanDatatype", "true or false"));

    private Datatype() {}

    static String rule(String definition) {
        return RULES.getOrDefault(definition, "another form");
    }

    /// A pattern of the schema for this engine: its end is the end of the text, also behind a line feed, and what would
    /// have this engine call itself for each character is put as one class.
    static Pattern compile(String pattern) {
        String tame = pattern.replace("(\\p{L}|_)(\\p{L}|\\p{N}|[.\\-_])*", "[\\p{L}_][\\p{L}\\p{N}.\\-_]*");
        return Pattern.compile(tame.endsWith("$") ? tame.substring(0, tame.length() - 1) + "\\z" : tame);
    }
}
