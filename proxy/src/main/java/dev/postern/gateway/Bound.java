package dev.postern.gateway;

import dev.postern.policy.Admitted;
import dev.postern.relay.Fields;
import java.util.List;

/// A request that was admitted, with its session judged.
///
/// @param admitted the pass
/// @param session which it belongs to
/// @param vouched fields by which the upstream can tell that the request is Postern's
record Bound(Admitted admitted, Session session, List<Fields.Field> vouched) {
    Bound {
        vouched = List.copyOf(vouched);
    }
}
