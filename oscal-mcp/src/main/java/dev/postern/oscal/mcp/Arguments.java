package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A tool's arguments, checked against its parameters before it sees them.
public record Arguments(ObjectNode node) {

    public Optional<String> text(String name) {
        return node.text(name).filter(text -> !text.isBlank());
    }

    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /// One that its parameter requires.
    public String requiredText(String name) {
        return node.text(name).orElse("");
    }

    public int whole(String name, int otherwise) {
        return node.get(name) instanceof NumberNode number ? number.number().intValue() : otherwise;
    }

    public boolean flag(String name, boolean otherwise) {
        return node.get(name) instanceof BooleanNode flag ? flag.value() : otherwise;
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        node.items(name).forEach(item -> {
            if (item instanceof TextNode text) {
                texts.add(text.text());
            }
        });
        return texts;
    }

    public Optional<ObjectNode> object(String name) {
        return node.object(name);
    }

    public List<ObjectNode> objects(String name) {
        return node.objects(name);
    }
}
