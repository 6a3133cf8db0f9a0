package dev.postern.oscal.library;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.tree.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The library at one moment.
public final class Shelf {
    public static final Shelf EMPTY = new Shelf(List.of(), Map.of());

    private final List<Holding> holdings;
    private final Map<String, Finding> unread;
    private final Map<String, Holding> byUri = new LinkedHashMap<>();

    /// What a name stands for.
    public sealed interface Found {

        /// One document.
        record One(Holding holding) implements Found {}

        /// Several.
        record Many(List<Holding> holdings) implements Found {
            public Many {
                holdings = List.copyOf(holdings);
            }
        }

        /// None.
        record None() implements Found {}
    }

    /// @param unread files that are no documents, by name, and why
    Shelf(List<Holding> holdings, Map<String, Finding> unread) {
        this.holdings = List.copyOf(holdings);
        this.unread = new LinkedHashMap<>(unread);
        holdings.forEach(holding -> byUri.put(holding.uri(), holding));
    }

    public List<Holding> holdings() {
        return holdings;
    }

    public List<Holding> of(Model model) {
        return holdings.stream().filter(holding -> holding.model() == model).toList();
    }

    public Map<String, Finding> unread() {
        return new LinkedHashMap<>(unread);
    }

    public Optional<Holding> at(String uri) {
        return Optional.ofNullable(byUri.get(uri));
    }

    /// By URI, uuid, name or title, whole before part; of several parts that fit none is preferred.
    public Found find(String reference, List<Model> models) {
        List<Holding> among = holdings.stream()
                .filter(holding -> models.contains(holding.model()))
                .toList();
        String wanted = reference.strip().toLowerCase(Locale.ROOT);
        List<Holding> exact = among.stream()
                .filter(holding -> names(holding).contains(wanted))
                .toList();
        if (!exact.isEmpty()) {
            // One document in several formats is one document.
            return exact.stream().map(Holding::uuid).distinct().count() == 1
                    ? new Found.One(exact.getFirst())
                    : found(exact);
        }
        return wanted.length() < 2
                ? new Found.None()
                : found(among.stream()
                        .filter(holding -> names(holding).stream().anyMatch(name -> name.contains(wanted)))
                        .toList());
    }

    private static Found found(List<Holding> holdings) {
        return switch (holdings.size()) {
            case 0 -> new Found.None();
            case 1 -> new Found.One(holdings.getFirst());
            default -> new Found.Many(holdings);
        };
    }

    private static List<String> names(Holding holding) {
        List<String> names = new ArrayList<>(List.of(holding.uri(), holding.name(), holding.title()));
        holding.uuid().ifPresent(names::add);
        String file = holding.name().substring(holding.name().lastIndexOf('/') + 1);
        names.add(file);
        names.add(file.replaceFirst("\\.[^.]+$", ""));
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
