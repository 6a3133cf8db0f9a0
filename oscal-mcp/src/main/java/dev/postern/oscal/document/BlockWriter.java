package dev.postern.oscal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Blocks of OSCAL's Markdown to the HTML of its XML.
final class BlockWriter {
    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(\\S.*)");
    private static final Pattern ITEM = Pattern.compile("( {0,3})([*+-]|[0-9]{1,9}[.)])( +)(.*)");
    private static final Pattern RULE = Pattern.compile("(-{3,}|\\*{3,}|_{3,})\\s*");
    private static final Pattern TABLE_RULE = Pattern.compile("\\|[\\s:|-]*-[\\s:|-]*");
    private static final int MAX_DEPTH = 10;

    private final XmlText xml;
    private final List<String> lines;
    private final int depth;
    private int at;

    private BlockWriter(List<String> lines, XmlText xml, int depth) {
        this.lines = lines;
        this.xml = xml;
        this.depth = depth;
    }

    static void write(String markdown, XmlText xml) {
        new BlockWriter(markdown.lines().toList(), xml, 0).write();
    }

    private void write() {
        while (at < lines.size()) {
            block();
        }
    }

    private void block() {
        String line = lines.get(at);
        Matcher heading = HEADING.matcher(line);
        if (line.isBlank()) {
            at++;
        } else if (line.startsWith("```")) {
            fence();
        } else if (heading.matches()) {
            at++;
            running("h" + heading.group(1).length(), heading.group(2));
        } else if (RULE.matcher(line).matches()) {
            at++;
            xml.running("hr", Map.of(), "");
        } else if (line.startsWith(">") && depth < MAX_DEPTH) {
            quote();
        } else if (isTable()) {
            table();
        } else if (ITEM.matcher(line).matches() && depth < MAX_DEPTH) {
            list();
        } else {
            paragraph();
        }
    }

    private void running(String element, String markdown) {
        xml.running(element, Map.of(), InlineWriter.html(markdown.strip(), xml));
    }

    private void fence() {
        List<String> code = new ArrayList<>();
        for (at++; at < lines.size() && !lines.get(at).startsWith("```"); at++) {
            code.add(lines.get(at));
        }
        at++;
        xml.running("pre", Map.of(), xml.escaped(String.join("\n", code)));
    }

    private void quote() {
        List<String> quoted = new ArrayList<>();
        for (; at < lines.size() && lines.get(at).startsWith(">"); at++) {
            quoted.add(lines.get(at).replaceFirst("^> ?", ""));
        }
        xml.open("blockquote", Map.of());
        new BlockWriter(quoted, xml, depth + 1).write();
        xml.close();
    }

    private boolean isTable() {
        return lines.get(at).startsWith("|")
                && at + 1 < lines.size()
                && TABLE_RULE.matcher(lines.get(at + 1)).matches();
    }

    private void table() {
        xml.open("table", Map.of());
        row("th");
        for (at++; at < lines.size() && lines.get(at).startsWith("|"); ) {
            row("td");
        }
        xml.close();
    }

    private void row(String cell) {
        String line = lines.get(at++).strip().replaceFirst("^\\|", "").replaceFirst("(?<!\\\\)\\|$", "");
        xml.open("tr", Map.of());
        for (String text : line.split("(?<!\\\\)\\|", -1)) {
            running(cell, text);
        }
        xml.close();
    }

    private void list() {
        Matcher first = ITEM.matcher(lines.get(at));
        boolean numbered = first.matches() && Character.isDigit(first.group(2).charAt(0));
        xml.open(numbered ? "ol" : "ul", Map.of());
        while (at < lines.size()) {
            Matcher item = ITEM.matcher(lines.get(at));
            if (!item.matches() || numbered != Character.isDigit(item.group(2).charAt(0))) {
                break;
            }
            item(item);
        }
        xml.close();
    }

    /// Its text, and what stands deeper than its mark.
    private void item(Matcher item) {
        int indent =
                item.group(1).length() + item.group(2).length() + item.group(3).length();
        List<String> inside = new ArrayList<>(List.of(item.group(4)));
        for (at++; at < lines.size(); at++) {
            String line = lines.get(at);
            boolean deeper = isDeeper(line, indent);
            boolean blank = line.isBlank() && at + 1 < lines.size() && isDeeper(lines.get(at + 1), indent);
            boolean goesOn = !line.isBlank() && !startsBlock(line);
            if (!deeper && !blank && !goesOn) {
                break;
            }
            inside.add(deeper ? line.substring(indent) : line.strip());
        }
        while (at < lines.size()
                && lines.get(at).isBlank()
                && at + 1 < lines.size()
                && ITEM.matcher(lines.get(at + 1)).matches()) {
            at++;
        }
        int text = 0;
        while (text < inside.size() && !inside.get(text).isBlank() && (text == 0 || !startsBlock(inside.get(text)))) {
            text++;
        }
        String first =
                InlineWriter.html(String.join("\n", inside.subList(0, text)).strip(), xml);
        List<String> rest = inside.subList(text, inside.size());
        if (rest.stream().allMatch(String::isBlank)) {
            xml.running("li", Map.of(), first);
        } else {
            xml.openRunning("li", first);
            new BlockWriter(rest, xml, depth + 1).write();
            xml.close();
        }
    }

    private static boolean isDeeper(String line, int indent) {
        return line.length() > indent && line.substring(0, indent).isBlank();
    }

    private static boolean startsBlock(String line) {
        return line.startsWith("```")
                || line.startsWith(">")
                || HEADING.matcher(line).matches()
                || RULE.matcher(line).matches()
                || ITEM.matcher(line).matches();
    }

    private void paragraph() {
        StringBuilder text = new StringBuilder(lines.get(at++));
        while (at < lines.size() && !lines.get(at).isBlank() && (depth >= MAX_DEPTH || !startsBlock(lines.get(at)))) {
            text.append('\n').append(lines.get(at++));
        }
        running("p", text.toString());
    }
}
