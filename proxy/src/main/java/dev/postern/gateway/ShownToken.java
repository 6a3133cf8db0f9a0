package dev.postern.gateway;

import dev.postern.token.Credentials;
import dev.postern.token.KnownToken;
import java.util.List;

/// The token of a connection's last request, so that the next, which nearly always shows the same, need not be read and
/// hashed anew.
///
/// @param field the value of `Authorization` as it came
/// @param credentials what was read in it
/// @param known where to ask what is remembered of it
record ShownToken(String field, Credentials.Presented credentials, KnownToken known) {

    /// Whether a request with these `Authorization` fields shows it again.
    boolean isIn(List<String> fields) {
        return fields.size() == 1 && fields.getFirst().equals(field);
    }

    @Override
    public String toString() {
        return "***";
    }
}
