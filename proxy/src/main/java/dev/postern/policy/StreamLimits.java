package dev.postern.policy;

import dev.postern.config.ClientLimits;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// How many requests and streams a client address, and a subject, may have under way. A request counts like the stream
/// that its answer may be: which of the two it is, only the answer tells.
public final class StreamLimits {
    private final Places<String> byAddress;
    private final Places<Subject> bySubject;

    /// A subject is unique with its issuer only.
    private record Subject(Issuer issuer, String name) {
        static @Nullable Subject of(Admitted admitted) {
            Identity identity = admitted.identity().orElse(null);
            return identity == null ? null : new Subject(identity.issuer(), identity.subject());
        }
    }

    /// Whether there is room for one more.
    public sealed interface Room {

        /// There is, and it is taken until it is left.
        final class Taken implements Room {
            private final AtomicBoolean left = new AtomicBoolean();
            private final Runnable giveBack;

            private Taken(Runnable giveBack) {
                this.giveBack = giveBack;
            }

            /// To be called when the request or stream is over; a second time does nothing.
            public void leave() {
                if (!left.getAndSet(true)) {
                    giveBack.run();
                }
            }
        }

        /// There is none.
        ///
        /// @param whose a label: of whom too much is under way
        record None(String whose) implements Room {}
    }

    public StreamLimits(ClientLimits limits) {
        byAddress = new Places<>(limits.streamsPerAddress());
        bySubject = new Places<>(limits.streamsPerSubject());
    }

    /// Takes room for one more, where there is any.
    ///
    /// @param clientAddress an address in numbers
    public Room enter(String clientAddress, Admitted admitted) {
        String network = Network.of(clientAddress);
        Subject subject = Subject.of(admitted);
        if (!byAddress.take(network)) {
            return new Room.None("address");
        }
        if (subject != null && !bySubject.take(subject)) {
            byAddress.giveBack(network);
            return new Room.None("subject");
        }
        return new Room.Taken(() -> {
            byAddress.giveBack(network);
            if (subject != null) {
                bySubject.giveBack(subject);
            }
        });
    }

    /// How many addresses and subjects have anything under way.
    public int holders() {
        return byAddress.holders() + bySubject.holders();
    }
}
