package dev.postern.authserver.provider;

import java.util.function.Consumer;

/// Says where its operator reads it why a provider let nobody in: what users and clients are told of it is no help to
/// whoever must mend it.
public final class NotedProvider implements RedirectProvider {
    private final RedirectProvider provider;
    private final Consumer<String> notes;

    public NotedProvider(RedirectProvider provider, Consumer<String> notes) {
        this.provider = provider;
        this.notes = notes;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Departure depart(String state, String secret) {
        Departure departure = provider.depart(state, secret);
        if (departure instanceof Departure.Unavailable(String reason)) {
            note("Nobody can be sent to log in at " + name(), reason);
        }
        return departure;
    }

    @Override
    public Arrival arrive(CallbackParameters parameters, String secret) {
        Arrival arrival = provider.arrive(parameters, secret);
        switch (arrival) {
            case Arrival.LoggedIn _, Arrival.Denied _, Arrival.NotAllowed _ -> {}
            case Arrival.Unbelievable(String reason) -> note("A login at " + name() + " is not believed", reason);
            case Arrival.Unavailable(String reason) -> note("A login at " + name() + " came to nothing", reason);
        }
        return arrival;
    }

    @Override
    public ProviderRenewal renew(String subject, String refreshToken) {
        ProviderRenewal renewal = provider.renew(subject, refreshToken);
        if (renewal instanceof ProviderRenewal.Unavailable(String reason)) {
            note("A client cannot refresh, as " + name() + " cannot be asked", reason);
        }
        return renewal;
    }

    private void note(String what, String why) {
        notes.accept(what + ": " + why + ".");
    }
}
