package dev.postern.mcp;

import dev.postern.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Cuts out of an answer's lists what its receiver may not use, while it passes: each element is held until it is
/// whole, everything else goes on at once and byte for byte. A list that was cut is for nobody else, so its
/// `cacheScope`
/// becomes `private`.
public final class ListCutter {
    /// Of one element of a list.
    private static final int MAX_ELEMENT = 1024 * 1024;

    /// Longer names of members are none that matter, whatever they spell.
    private static final int MAX_KEY = 256;

    private static final byte[] PRIVATE = "\"private\"".getBytes(StandardCharsets.US_ASCII);

    /// What the string means that is being read.
    private enum Role {
        NONE,
        KEY,
        NAME,
        SCOPE
    }

    private final BiPredicate<McpMessage.Kind, String> keeps;
    private final StrictJson strings = new StrictJson(1, 1, 1);
    private final Growing passed = new Growing();
    private final Growing held = new Growing();
    private final Growing captured = new Growing();
    private int depth;
    private int base;
    private boolean begun;
    private boolean ignored;
    private boolean wellFormed = true;
    private boolean overfull;
    private boolean inString;
    private boolean escaped;
    private Role role = Role.NONE;
    private boolean expectsKey;
    private String key = "";
    private boolean inResult;
    private McpMessage.@Nullable Kind list;
    private boolean keptOne;
    private boolean inElement;
    private @Nullable String name;
    private int names;

    /// Where the comma is held that is before the element, -1 where none is.
    private int comma;

    /// @param keeps whether what is named may stay
    public ListCutter(BiPredicate<McpMessage.Kind, String> keeps) {
        this.keeps = keeps;
    }

    /// Takes a byte that is not of the text but lies between its parts, as the framing of events does.
    public void pass(byte b) {
        if (list == null && role != Role.SCOPE) {
            passed.add(b);
        } else {
            held.add(b);
            overfull |= held.size() > MAX_ELEMENT;
        }
    }

    /// Takes the text's next byte.
    public void take(byte b) {
        if (ignored) {
            pass(b);
        } else if (inString) {
            inString(b);
        } else {
            outsideOfStrings(b);
        }
    }

    /// Takes at once what is inside of a string that means nothing here, which most of an answer is.
    ///
    /// @param piece from which it is taken, never beyond the end of a line
    /// @return whether there was any
    public boolean takePlain(ByteBuffer piece) {
        if (!inString || escaped || ignored || role != Role.NONE) {
            return false;
        }
        int end = piece.position();
        while (end < piece.limit() && isPlain(piece.get(end))) {
            end++;
        }
        int count = end - piece.position();
        (list == null ? passed : held).add(piece, count);
        overfull |= held.size() > MAX_ELEMENT;
        return count > 0;
    }

    private static boolean isPlain(byte b) {
        return b != '"' && b != '\\' && b != '\n' && b != '\r';
    }

    /// Gives what may go on.
    public void drainTo(ByteArrayOutputStream out) {
        passed.drainTo(out);
    }

    /// Whether an element is held that may still prove to be one that must not pass.
    public boolean isHolding() {
        return list != null || role == Role.SCOPE;
    }

    /// Whether more was held than an element may have.
    public boolean isOverfull() {
        return overfull;
    }

    /// Ends the text and is ready for another one.
    ///
    /// @return whether it was one whole JSON object or array
    public boolean endText() {
        boolean whole = wellFormed && begun && depth == 0 && !inString && !ignored;
        depth = 0;
        base = 0;
        begun = false;
        ignored = false;
        wellFormed = true;
        inString = false;
        inResult = false;
        expectsKey = false;
        role = Role.NONE;
        list = null;
        held.clear();
        return whole;
    }

    private int level() {
        return depth - base;
    }

    /// Whether this is the level at which a list's elements lie.
    private boolean isInList() {
        return list != null && level() == 3;
    }

    /// Whether the members of the object at this level matter.
    private boolean isWatched() {
        return switch (level()) {
            case 1 -> true;
            case 2 -> inResult;
            case 4 -> list != null;
            default -> false;
        };
    }

    private void outsideOfStrings(byte b) {
        switch (b) {
            case ' ', '\t', '\r', '\n' -> pass(b);
            case '{', '[' -> open(b);
            case '}', ']' -> close(b);
            case ',' -> separate(b);
            case ':' -> {
                expectsKey = false;
                pass(b);
            }
            case '"' -> {
                beginOther();
                inString = true;
                escaped = false;
                role = role();
                captured.clear();
                pass(b);
            }
            default -> {
                beginOther();
                pass(b);
            }
        }
    }

    /// A value that is neither object nor array begins, or goes on.
    private void beginOther() {
        ignored |= !begun;
        wellFormed &= depth > 0;
        inElement |= isInList();
    }

    private void open(byte b) {
        if (depth == 0) {
            wellFormed &= !begun;
            base = b == '[' ? 1 : 0;
            begun = true;
        }
        inElement |= isInList();
        pass(b);
        depth++;
        if (level() == 2) {
            inResult = b == '{' && key.equals("result");
        } else if (level() == 3 && inResult && b == '[') {
            list = kind(key);
            keptOne = false;
            beginElement();
        }
        expectsKey = b == '{' && isWatched();
    }

    private static McpMessage.@Nullable Kind kind(String member) {
        return switch (member) {
            case "tools" -> McpMessage.Kind.TOOL;
            case "prompts" -> McpMessage.Kind.PROMPT;
            case "resources" -> McpMessage.Kind.RESOURCE;
            case "resourceTemplates" -> McpMessage.Kind.RESOURCE_TEMPLATE;
            default -> null;
        };
    }

    private static String member(McpMessage.Kind kind) {
        return switch (kind) {
            case RESOURCE -> "uri";
            case RESOURCE_TEMPLATE -> "uriTemplate";
            case TOOL, PROMPT, NONE -> "name";
        };
    }

    private void separate(byte b) {
        endElement();
        expectsKey = isWatched();
        if (isInList()) {
            comma = held.size();
        }
        pass(b);
    }

    private void beginElement() {
        inElement = false;
        name = null;
        names = 0;
        comma = -1;
    }

    private void close(byte b) {
        if (isInList()) {
            endElement();
            passed.addAll(held);
            list = null;
        }
        if (depth == 0) {
            wellFormed = false;
            pass(b);
            return;
        }
        depth--;
        expectsKey = false;
        pass(b);
        inResult &= level() > 1;
        if (isInList()) {
            endElement();
        }
    }

    /// Decides on the element that is held, where there is one.
    private void endElement() {
        if (!isInList() || !inElement) {
            return;
        }
        McpMessage.Kind kind = list;
        String named = names == 1 ? name : null;
        if (kind != null && named != null && keeps.test(kind, named)) {
            if (comma >= 0 && !keptOne) {
                held.remove(comma);
            }
            passed.addAll(held);
            keptOne = true;
        } else {
            held.clear();
        }
        beginElement();
    }

    private Role role() {
        if (expectsKey) {
            return Role.KEY;
        }
        if (level() == 2 && inResult && key.equals("cacheScope")) {
            return Role.SCOPE;
        }
        return level() == 4 && list != null && key.equals(member(list)) ? Role.NAME : Role.NONE;
    }

    private void inString(byte b) {
        pass(b);
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
            endString();
            return;
        }
        if (role != Role.NONE && (role != Role.KEY || captured.size() < MAX_KEY)) {
            captured.add(b);
        }
    }

    private void endString() {
        Role was = role;
        role = Role.NONE;
        switch (was) {
            case KEY -> {
                String text = text();
                key = text == null ? "" : text;
                names += level() == 4 && list != null && key.equals(member(list)) ? 1 : 0;
            }
            case NAME -> name = text();
            case SCOPE -> endScope();
            case NONE -> {}
        }
        endElement();
    }

    private void endScope() {
        if ("public".equals(text())) {
            held.clear();
            for (byte b : PRIVATE) {
                held.add(b);
            }
        }
        passed.addAll(held);
    }

    /// The text of the string that was read; null where it is none.
    private @Nullable String text() {
        if (!captured.has((byte) '\\')) {
            return captured.text();
        }
        return strings.value('"' + captured.text() + '"').orElse(null) instanceof String text ? text : null;
    }
}
