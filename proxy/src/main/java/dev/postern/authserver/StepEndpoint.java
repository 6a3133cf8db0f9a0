package dev.postern.authserver;

import dev.postern.authserver.store.TicketKind;
import java.util.Optional;

/// A page with a form at which an authorization request stands. Only the browser that it was made for sees it; the form
/// is taken from our own pages alone, and once.
final class StepEndpoint implements Endpoint {
    private final Step step;
    private final Errands errands;
    private final Browser browser;
    private final HumanPages pages;

    StepEndpoint(Step step, Errands errands, Browser browser, HumanPages pages) {
        this.step = step;
        this.errands = errands;
        this.browser = browser;
        this.pages = pages;
    }

    /// What is asked there, and what becomes of the answer.
    interface Step {
        /// The page.
        ///
        /// @param id of the request, which goes into the form
        AuthResponse show(String id, PendingAuthorization pending);

        /// What becomes of its form.
        ///
        /// @param pending kept no longer
        AuthResponse decide(AuthRequest form, PendingAuthorization pending);
    }

    @Override
    public AuthResponse answer(AuthRequest request) {
        boolean posted = request.is("POST");
        if (posted && !browser.isOurs(request)) {
            return pages.problem(403, "problem.origin");
        }
        String id = request.parameter("request").orElse("");
        Optional<PendingAuthorization> found = errands.find(TicketKind.AUTHORIZATION, id);
        if (found.isEmpty()) {
            return expired();
        }
        if (!browser.isBound(request, found.get())) {
            return pages.problem(403, "problem.browser");
        }
        return posted
                ? errands.take(TicketKind.AUTHORIZATION, id)
                        .map(pending -> step.decide(request, pending))
                        .orElseGet(this::expired)
                : step.show(id, found.get());
    }

    private AuthResponse expired() {
        return pages.problem(400, "problem.expired");
    }
}
