package dev.postern.authserver.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the pages from their templates.
public final class Pages {
    private final Texts texts = new Texts();
    private final String host;
    private final String style = Template.read("style.css");
    private final Template layout = new Template("layout.html", texts);
    private final Template login = new Template("login.html", texts);
    private final Template note = new Template("note.html", texts);
    private final Template consent = new Template("consent.html", texts);
    private final Template identity = new Template("identity.html", texts);
    private final Template user = new Template("user.html", texts);
    private final Template scope = new Template("scope.html", texts);
    private final Template problem = new Template("problem.html", texts);
    private final Template applications = new Template("applications.html", texts);
    private final Template application = new Template("application.html", texts);

    /// @param host what people know the server behind as
    public Pages(String host) {
        this.host = host;
    }

    /// One entry of the page of applications.
    ///
    /// @param grantId which is removed with it
    /// @param since a date
    public record Entry(String grantId, String client, String since, List<String> scopes) {
        public Entry {
            scopes = List.copyOf(scopes);
        }
    }

    /// What the consent page says.
    ///
    /// @param client its name
    /// @param identity why one might believe the name
    /// @param scopes their names
    /// @param redirect the address, or as much of it as matters
    /// @param warning key and values of a text, null for none
    /// @param user who is logged in, empty where nobody is yet
    /// @param allow what the button says
    public record Consent(
            String client,
            String identity,
            List<String> scopes,
            String resource,
            String redirect,
            @Nullable String warning,
            String user,
            String allow) {
        public Consent {
            scopes = List.copyOf(scopes);
        }
    }

    /// A text of the file.
    public String text(String key, Map<String, String> values) {
        return texts.text(key, values);
    }

    public String login(String action, String request, String username, @Nullable String fault) {
        Html told = fault == null ? Html.NOTHING : note.render(Map.of("text", texts.text(fault, Map.of())));
        Html describedBy = fault == null ? Html.NOTHING : new Html(" aria-describedby=\"note\"");
        return page(
                "login.title",
                login.render(Map.of(
                        "action", action,
                        "request", request,
                        "username", username,
                        "note", told,
                        "describedby", describedBy)));
    }

    public String consent(String action, String request, Consent shown) {
        String warning = shown.warning();
        Map<String, Object> values = new HashMap<>();
        values.put("action", action);
        values.put("request", request);
        values.put("client", shown.client());
        values.put("host", host);
        values.put("identity", identity.render(Map.of("text", shown.identity())));
        values.put("scopes", scopes(shown.scopes()));
        values.put("resource", shown.resource());
        values.put("redirect", shown.redirect());
        values.put("allow", shown.allow());
        values.put("note", warning == null ? Html.NOTHING : note.render(Map.of("text", warning)));
        values.put("user", shown.user().isEmpty() ? Html.NOTHING : user.render(Map.of("name", shown.user())));
        return page("consent.title", consent.render(values));
    }

    public String applications(String action, String token, String name, List<Entry> entries, boolean removed) {
        Html list = Html.NOTHING;
        for (Entry entry : entries) {
            list = list.and(application.render(Map.of(
                    "id", "g-" + entry.grantId(),
                    "client", entry.client(),
                    "date", entry.since(),
                    "scopes", scopes(entry.scopes()),
                    "action", action,
                    "token", token,
                    "grant", entry.grantId())));
        }
        Html shown =
                entries.isEmpty() ? identity.render(Map.of("text", texts.text("applications.none", Map.of()))) : list;
        Html told = removed ? note.render(Map.of("text", texts.text("applications.removed", Map.of()))) : Html.NOTHING;
        return page(
                "applications.title",
                applications.render(Map.of(
                        "action", action,
                        "token", token,
                        "name", name,
                        "host", host,
                        "entries", shown,
                        "note", told)));
    }

    public String loggedOut() {
        return page(
                "applications.gone", identity.render(Map.of("text", texts.text("applications.gone.text", Map.of()))));
    }

    /// A page that says what is wrong.
    ///
    /// @param key of the sentence
    public String problem(String key) {
        return page("problem.title", problem.render(Map.of("text", texts.text(key, Map.of()))));
    }

    private Html scopes(List<String> names) {
        Html list = Html.NOTHING;
        for (String name : names) {
            String key = "scope." + name;
            String words =
                    texts.has(key) ? texts.text(key, Map.of()) : texts.text("scope.default", Map.of("scope", name));
            list = list.and(scope.render(Map.of("words", words)));
        }
        return names.isEmpty() ? scope.render(Map.of("words", texts.text("scope.none", Map.of()))) : list;
    }

    private String page(String title, Html main) {
        return layout.render(Map.of(
                        "title", texts.text(title, Map.of()), "host", host, "style", new Html(style), "main", main))
                .markup();
    }

    /// What keeps a page to itself: no scripts, nothing loaded, in nobody's frame.
    ///
    /// @param formTargets where its forms may lead, in the words of the policy
    public String contentSecurityPolicy(String formTargets) {
        return "default-src 'none'; style-src 'sha256-%s'; form-action %s; frame-ancestors 'none'; base-uri 'none'"
                .formatted(styleHash(), formTargets);
    }

    private String styleHash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
