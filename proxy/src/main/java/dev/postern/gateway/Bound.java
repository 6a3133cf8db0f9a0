package dev.postern.gateway;

import dev.postern.policy.Admitted;
import dev.postern.relay.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that was admitted, with its session judged.
///
/// @param admitted the pass
/// @param session which it belongs to
/// @param vouched fields by which the upstream can tell that the request is Postern's
/// @param onUnauthorized what to do where the upstream does not take the credential among them; null where it has none
record Bound(
        Admitted admitted,
        Session session,
        List<Fields.Field> vouched,
        @Nullable Runnable onUnauthorized) {
    Bound {
        vouched = List.copyOf(vouched);
    }

    Bound(Admitted admitted, Session session) {
        this(admitted, session, List.of(), null);
    }

    Bound with(Fields.Field field) {
        List<Fields.Field> more = new ArrayList<>(vouched);
        more.add(field);
        return new Bound(admitted, session, more, onUnauthorized);
    }

    Bound refusedBy(Runnable listener) {
        return new Bound(admitted, session, vouched, listener);
    }
}
