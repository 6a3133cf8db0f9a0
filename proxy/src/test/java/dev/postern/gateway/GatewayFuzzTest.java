package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.config.Config;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import dev.postern.relay.Answer;
import dev.postern.relay.Ending;
import dev.postern.relay.Exchange;
import dev.postern.relay.Fields;
import dev.postern.relay.Framing;
import dev.postern.relay.RequestHead;
import dev.postern.relay.RequestTarget;
import dev.postern.relay.UpstreamHandler;
import dev.postern.testing.TestGate;
import dev.postern.token.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Any fields a client can send with a good token: what reaches the upstream says nothing of identity, origin or
/// framing
/// but what Postern says, however it is spelt, and the credentials stay behind.
///
/// Runs the seeds beside it in every build; `bench/fuzz` goes on by itself.
class GatewayFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Config CONFIG = TestGate.config(URI.create("http://127.0.0.1:1/mcp"), Duration.ofSeconds(2));
    private static final Identity ALICE = new Identity(
            new Issuer("https://issuer.example.com"),
            "alice",
            "client-1",
            Scopes.parse("mcp:read mcp:use"),
            NOW.plusSeconds(300));
    private static final Gateway GATEWAY =
            new Gateway(CONFIG, _ -> new Verdict.Valid(ALICE), _ -> {}, () -> true, Clock.fixed(NOW, ZoneOffset.UTC));

    /// What only Postern may say.
    private static final Map<String, String> OWN = Map.of(
            "x-auth-subject", "alice",
            "x-auth-issuer", "https://issuer.example.com",
            "x-auth-scopes", "mcp:read mcp:use",
            "x-auth-client-id", "client-1",
            "x-forwarded-proto", "https",
            "x-forwarded-host", "mcp.example.com",
            "x-forwarded-for", "127.0.0.1");

    private static final Set<String> NEVER = Set.of(
            "authorization",
            "proxy-authorization",
            "dpop",
            "connection",
            "proxy-connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "content-length",
            "upgrade",
            "expect",
            "host",
            "origin",
            "forwarded",
            "x-real-ip",
            "client-cert");

    @FuzzTest(maxDuration = "10m")
    void forwardedFields(byte[] bytes) {
        List<Fields.Field> sent = fields(new String(bytes, StandardCharsets.ISO_8859_1));
        sent.add(new Fields.Field("Authorization", "Bearer good"));
        Recording exchange = new Recording(new Fields(sent));

        GATEWAY.handle(exchange);

        assertThat(exchange.answers + exchange.forwarded.size()).isEqualTo(1);
        exchange.forwarded.forEach(GatewayFuzzTest::judge);
    }

    private static void judge(Fields forwarded) {
        List<String> names = new ArrayList<>();
        for (Fields.Field field : forwarded) {
            // As a server sees it that takes names from CGI's variables.
            String name = field.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertThat(NEVER).doesNotContain(name);
            if (name.startsWith("x-auth") || name.startsWith("x-forwarded")) {
                assertThat(OWN).containsEntry(name, field.value());
                names.add(name);
            }
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(OWN.keySet());
    }

    /// A line each; those that the relay's parser would not take as a field are left out.
    private static List<Fields.Field> fields(String text) {
        List<Fields.Field> fields = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).chars().allMatch(GatewayFuzzTest::isTokenCharacter)) {
                String value = line.substring(colon + 1).replaceAll("[\\x00-\\x1f\\x7f]", " ");
                fields.add(new Fields.Field(line.substring(0, colon), value.strip()));
            }
        }
        return fields;
    }

    private static boolean isTokenCharacter(int c) {
        return c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }

    /// An exchange without sockets, that counts its ends.
    private static final class Recording implements Exchange {
        private final RequestHead head;
        private final List<Fields> forwarded = new ArrayList<>();
        private int answers;

        Recording(Fields fields) {
            head = new RequestHead("POST", new RequestTarget("/mcp", ""), fields, new Framing.None(), true, false);
        }

        @Override
        public RequestHead request() {
            return head;
        }

        @Override
        public InetAddress peer() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void answer(Answer answer) {
            answers++;
        }

        @Override
        public void readBody(int bound, Consumer<byte[]> then) {
            throw new UnsupportedOperationException("nothing here has a body");
        }

        @Override
        public void forward(String path, Fields fields, UpstreamHandler handler) {
            assertThat(path).isEqualTo("/mcp");
            forwarded.add(fields);
        }

        @Override
        public @Nullable Object note() {
            return null;
        }

        @Override
        public void note(Object note) {}

        @Override
        public <T> void offload(Supplier<T> work, Consumer<T> then) {
            then.accept(work.get());
        }

        @Override
        public void whenOver(Runnable action) {}

        @Override
        public void onEnd(Consumer<Ending> listener) {}
    }
}
