package dev.postern.authserver;

import dev.postern.authserver.page.Pages;
import java.net.URI;
import java.util.Locale;

/// Answers for people: a page, and the fields that keep it to itself.
final class HumanPages {
    private final Pages pages;

    HumanPages(Pages pages) {
        this.pages = pages;
    }

    Pages pages() {
        return pages;
    }

    AuthResponse page(int status, String html) {
        return page(status, html, "'self'");
    }

    /// @param formTargets where forms may lead, also by a redirect of ours
    AuthResponse page(int status, String html, String formTargets) {
        return AuthResponse.text(status, "text/html; charset=utf-8", html)
                .with("Content-Security-Policy", pages.contentSecurityPolicy(formTargets))
                .with("X-Frame-Options", "DENY")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "same-origin")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Cache-Control", "no-store");
    }

    AuthResponse problem(int status, String key) {
        return page(status, pages.problem(key));
    }

    /// Browsers hold a form to this policy through every redirect that follows: where a client sends its user on, we
    /// do not know, but that it will not leave https.
    static String formTargets(String target) {
        String scheme = URI.create(target).getScheme().toLowerCase(Locale.ROOT);
        return "'self' " + scheme + ":";
    }
}
