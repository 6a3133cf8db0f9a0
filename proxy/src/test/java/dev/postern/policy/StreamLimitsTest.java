package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ClientLimits;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamLimitsTest {
    private static final StreamLimits.Room.None NO_ROOM_AT_ADDRESS = new StreamLimits.Room.None("address");
    private static final StreamLimits.Room.None NO_ROOM_FOR_SUBJECT = new StreamLimits.Room.None("subject");

    private final StreamLimits two = new StreamLimits(new ClientLimits(9, 9, 3, 2, 9));

    private static Admitted who(String issuer, String subject) {
        return new Admitted(
                new Identity(new Issuer("https://" + issuer), subject, null, Scopes.parse(""), Instant.MAX),
                List.of(),
                AccessPolicy.REQUIRED_SCOPES);
    }

    @Test
    void aSubjectHasNoMoreThanItMayFromAllItsAddresses() {
        two.enter("10.0.0.1", who("a", "alice"));
        two.enter("10.0.0.2", who("a", "alice"));

        assertThat(two.enter("10.0.0.3", who("a", "alice"))).isEqualTo(NO_ROOM_FOR_SUBJECT);
        assertThat(two.enter("10.0.0.3", who("a", "bob"))).isInstanceOf(StreamLimits.Room.Taken.class);
        assertThat(two.enter("10.0.0.3", who("b", "alice"))).isInstanceOf(StreamLimits.Room.Taken.class);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.1", "2001:db8::1, 2001:db8::ffff:1"})
    void anAddressHasNoMoreThanItMayWhoeverItsSubjectsAre(String first, String second) {
        two.enter(first, who("a", "alice"));
        two.enter(first, who("a", "bob"));
        two.enter(second, new Admitted(null, List.of(), AccessPolicy.REQUIRED_SCOPES));

        assertThat(two.enter(second, who("a", "carol"))).isEqualTo(NO_ROOM_AT_ADDRESS);
        assertThat(two.enter("2001:db8:1::1", who("a", "carol"))).isInstanceOf(StreamLimits.Room.Taken.class);
    }

    @Test
    void roomIsLeftOnce() {
        StreamLimits.Room.Taken first = (StreamLimits.Room.Taken) two.enter("10.0.0.1", who("a", "alice"));
        two.enter("10.0.0.1", who("a", "alice"));

        first.leave();
        first.leave();

        assertThat(two.enter("10.0.0.1", who("a", "alice"))).isInstanceOf(StreamLimits.Room.Taken.class);
        assertThat(two.enter("10.0.0.1", who("a", "alice"))).isEqualTo(NO_ROOM_FOR_SUBJECT);
    }

    @Test
    void nothingIsKeptOfThoseWhoLeft() {
        for (int i = 0; i < 100; i++) {
            ((StreamLimits.Room.Taken) two.enter("10.0.0." + i, who("a", "s" + i))).leave();
        }
        two.enter("10.0.0.1", who("a", "alice"));
        two.enter("10.0.0.1", who("a", "alice"));
        two.enter("10.0.0.1", who("a", "alice"));

        assertThat(two.holders()).isEqualTo(2);
    }
}
