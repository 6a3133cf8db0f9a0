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
    private static final String SCOPE = "scope.";

    private final Texts texts = new Texts();
    private final String host;
    private final String applicationsUrl;
    private final Map<String, String> scopeWords;
    private final String style = Template.read("style.css");
    private final Template layout = new Template("layout.html", texts);
    private final Template footer = new Template("footer.html", texts);
    private final Template login = new Template("login.html", texts);
    private final Template note = new Template("note.html", texts);
    private final Template done = new Template("done.html", texts);
    private final Template consent = new Template("consent.html", texts);
    private final Template identity = new Template("identity.html", texts);
    private final Template user = new Template("user.html", texts);
    private final Template scope = new Template("scope.html", texts);
    private final Template problem = new Template("problem.html", texts);
    private final Template message = new Template("message.html", texts);
    private final Template applications = new Template("applications.html", texts);
    private final Template application = new Template("application.html", texts);
    private final Template entriesOfUser = new Template("entries.html", texts);

    /// @param host what people know the server behind as
    /// @param applicationsUrl where people see what has access
    /// @param scopeWords what a scope lets an application do, in the operator's words
    public Pages(String host, String applicationsUrl, Map<String, String> scopeWords) {
        this.host = host;
        this.applicationsUrl = applicationsUrl;
        this.scopeWords = Map.copyOf(scopeWords);
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
    /// @param redirect as much of the address as matters
    /// @param address all of it
    /// @param warning key and values of a text, null for none
    /// @param user who is logged in, empty where nobody is yet
    /// @param allow what the button says
    public record Consent(
            String client,
            String identity,
            List<String> scopes,
            String resource,
            String redirect,
            String address,
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
        Html focus = new Html(" autofocus");
        Html described = new Html(" aria-describedby=\"note\"");
        return asking(
                "login.title",
                login.render(Map.of(
                        "action", action,
                        "request", request,
                        "host", host,
                        "username", username,
                        "note", told,
                        "first", fault == null ? focus : described,
                        "again", fault == null ? Html.NOTHING : described.and(focus))));
    }

    public String consent(String action, String request, Consent shown) {
        String warning = shown.warning();
        Map<String, Object> values = new HashMap<>();
        values.put("action", action);
        values.put("request", request);
        values.put("client", shown.client());
        values.put("applications", applicationsUrl);
        values.put("identity", identity.render(Map.of("text", shown.identity())));
        values.put("scopes", scopes(shown.scopes()));
        values.put("resource", shown.resource());
        values.put("redirect", shown.redirect());
        values.put("address", shown.address());
        values.put("allow", shown.allow());
        values.put("note", warning == null ? Html.NOTHING : note.render(Map.of("text", warning)));
        values.put("user", shown.user().isEmpty() ? Html.NOTHING : user.render(Map.of("name", shown.user())));
        return asking("consent.title", consent.render(values));
    }

    public String applications(String action, String token, String name, List<Entry> entries, boolean removed) {
        Html list = Html.NOTHING;
        for (Entry entry : entries) {
            list = list.and(application.render(Map.of(
                    "client", entry.client(),
                    "date", entry.since(),
                    "scopes", scopes(entry.scopes()),
                    "action", action,
                    "token", token,
                    "grant", entry.grantId())));
        }
        Html shown = entries.isEmpty()
                ? identity.render(Map.of("text", texts.text("applications.none", Map.of("host", host))))
                : entriesOfUser.render(Map.of("entries", list, "host", host));
        Html told = removed ? done.render(Map.of("text", texts.text("applications.removed", Map.of()))) : Html.NOTHING;
        return telling(
                "applications.title",
                applications.render(
                        Map.of("action", action, "token", token, "name", name, "entries", shown, "note", told)));
    }

    public String loggedOut() {
        return telling(
                "applications.gone",
                message.render(Map.of(
                        "heading", texts.text("applications.gone", Map.of()),
                        "text", texts.text("applications.gone.text", Map.of()))));
    }

    /// A page that says what is wrong, and what to do.
    ///
    /// @param key of the sentence
    public String problem(String key) {
        String advice = texts.has(key + ".advice") ? key + ".advice" : "problem.advice";
        Map<String, String> values = Map.of("host", host);
        return telling(
                "problem.title",
                problem.render(Map.of("text", texts.text(key, values), "advice", texts.text(advice, values))));
    }

    private Html scopes(List<String> names) {
        Html list = Html.NOTHING;
        for (String name : names) {
            list = list.and(scope.render(Map.of("words", words(name))));
        }
        return names.isEmpty() ? scope.render(Map.of("words", texts.text("scope.none", Map.of()))) : list;
    }

    private String words(String name) {
        @Nullable String ofTheOperator = scopeWords.get(name);
        if (ofTheOperator != null) {
            return ofTheOperator;
        }
        return texts.has(SCOPE + name)
                ? texts.text(SCOPE + name, Map.of())
                : texts.text("scope.default", Map.of("scope", name));
    }

    /// A page that wants something done; it can be left alone.
    private String asking(String title, Html main) {
        return page(title, main, footer.render(Map.of()));
    }

    private String telling(String title, Html main) {
        return page(title, main, Html.NOTHING);
    }

    private String page(String title, Html main, Html below) {
        return layout.render(Map.of(
                        "title",
                        texts.text(title, Map.of()),
                        "host",
                        host,
                        "style",
                        new Html(style),
                        "main",
                        main,
                        "footer",
                        below))
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
