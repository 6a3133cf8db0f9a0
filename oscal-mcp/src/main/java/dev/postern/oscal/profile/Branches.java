package dev.postern.oscal.profile;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Controls and groups as trees that stay as they are: each change gives another.
final class Branches {
    private Branches() {}

    /// The object with the member, or without it where nothing is left of it.
    static ObjectNode with(ObjectNode object, String member, List<? extends Node> items) {
        if (!items.isEmpty()) {
            return object.with(member, ArrayNode.of(items));
        }
        return object.has(member) ? without(object, member) : object;
    }

    static ObjectNode without(ObjectNode object, String member) {
        Map<String, Node> rest = new LinkedHashMap<>(object.members());
        rest.remove(member);
        return new ObjectNode(rest, object.line(), object.column());
    }

    static <T> List<T> joined(List<? extends T> first, List<? extends T> second) {
        List<T> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    /// Each control at any depth, before those in it; the name is that of the group it is in.
    static void controls(ObjectNode holder, String group, BiConsumer<ObjectNode, String> to) {
        Stopped.ifAsked();
        for (ObjectNode control : holder.objects("controls")) {
            to.accept(control, group);
            controls(control, group, to);
        }
        for (ObjectNode inner : holder.objects("groups")) {
            controls(inner, inner.text("id").orElse(group), to);
        }
    }

    /// With each control changed, those inside of it first.
    static ObjectNode mapControls(ObjectNode holder, UnaryOperator<ObjectNode> change) {
        Stopped.ifAsked();
        ObjectNode mapped = holder;
        if (holder.has("controls")) {
            List<ObjectNode> controls = holder.objects("controls").stream()
                    .map(control -> change.apply(mapControls(control, change)))
                    .toList();
            mapped = with(mapped, "controls", controls);
        }
        if (holder.has("groups")) {
            List<ObjectNode> groups = holder.objects("groups").stream()
                    .map(group -> mapControls(group, change))
                    .toList();
            mapped = with(mapped, "groups", groups);
        }
        return mapped;
    }

    /// With the parameters of each holder of parameters changed.
    static ObjectNode mapParams(ObjectNode holder, UnaryOperator<List<ObjectNode>> change) {
        ObjectNode mapped = holder;
        if (holder.has("params")) {
            mapped = with(mapped, "params", change.apply(holder.objects("params")));
        }
        for (String inside : List.of("controls", "groups")) {
            if (holder.has(inside)) {
                List<ObjectNode> inner = holder.objects(inside).stream()
                        .map(each -> mapParams(each, change))
                        .toList();
                mapped = with(mapped, inside, inner);
            }
        }
        return mapped;
    }

    /// Each text at any depth.
    static void texts(Node node, Consumer<String> to) {
        switch (node) {
            case ObjectNode object -> object.members().values().forEach(value -> texts(value, to));
            case ArrayNode array -> array.items().forEach(item -> texts(item, to));
            case TextNode text -> to.accept(text.text());
            default -> {}
        }
    }
}
