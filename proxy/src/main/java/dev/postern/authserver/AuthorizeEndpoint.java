package dev.postern.authserver;

/// `/authorize`, by GET and POST (RFC 6749 §3.1).
final class AuthorizeEndpoint implements Endpoint {
    static final String PATH = "/authorize";

    private final AuthorizationReader reader;
    private final AuthorizationFlow flow;
    private final AuthorizationAnswers answers;
    private final Browser browser;
    private final HumanPages pages;

    AuthorizeEndpoint(
            AuthorizationReader reader,
            AuthorizationFlow flow,
            AuthorizationAnswers answers,
            Browser browser,
            HumanPages pages) {
        this.reader = reader;
        this.flow = flow;
        this.answers = answers;
        this.browser = browser;
        this.pages = pages;
    }

    @Override
    public AuthResponse answer(AuthRequest request) {
        Browser.Bound bound = browser.bind(request);
        return switch (reader.read(request.parameters(), bound.hash())) {
            case AuthorizationReader.Reading.ForTheUser(String text) -> pages.problem(400, text);
            case AuthorizationReader.Reading.ForTheClient wrong ->
                answers.error(wrong.target(), wrong.state(), wrong.error());
            case AuthorizationReader.Reading.Read(PendingAuthorization pending) ->
                bound.on(flow.next(pending, browser.login(request)));
        };
    }
}
