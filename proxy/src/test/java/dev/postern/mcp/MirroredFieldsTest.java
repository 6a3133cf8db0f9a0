package dev.postern.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Header fields that mirror the body say the same as the body, or the request is refused.
class MirroredFieldsTest {
    private static final String MODERN = "2026-07-28";
    private static final String LEGACY = "2025-11-25";

    /// @param meta the version in the body, null for none
    record Mirror(
            @Nullable String version,
            @Nullable String method,
            @Nullable String name,
            @Nullable String meta,
            String bodyMethod,
            String params) {
        MirroredFields fields() {
            return new MirroredFields(lines(version), lines(method), lines(name));
        }

        private static List<String> lines(@Nullable String value) {
            return value == null ? List.of() : List.of(value);
        }

        byte[] body() {
            String own = meta == null
                    ? params
                    : params + (params.isEmpty() ? "" : ",") + "\"_meta\":{\"" + ProtocolVersion.META + "\":" + meta
                            + "}";
            return ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + bodyMethod + "\",\"params\":{" + own + "}}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static Mirror call(@Nullable String version, @Nullable String method, @Nullable String name, String meta) {
        return new Mirror(
                version, method, name, meta.isEmpty() ? null : '"' + meta + '"', "tools/call", "\"name\":\"save\"");
    }

    private static String coded(String text) {
        return "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static Mirror umlaut(String name) {
        return new Mirror(MODERN, "tools/call", name, '"' + MODERN + '"', "tools/call", "\"name\":\"s\u00e4ve\"");
    }

    static Stream<Mirror> agreeing() {
        return Stream.of(
                call(MODERN, "tools/call", "save", MODERN),
                call(MODERN, "tools/call", coded("save"), MODERN),
                umlaut(coded("s\u00e4ve")),
                call("2027-01-01", "tools/call", "save", "2027-01-01"),
                call(LEGACY, null, null, ""),
                call(null, null, null, ""),
                new Mirror(MODERN, "tools/list", null, '"' + MODERN + '"', "tools/list", ""),
                new Mirror(MODERN, "tasks/get", "t1", '"' + MODERN + '"', "tasks/get", "\"taskId\":\"t1\""));
    }

    static Stream<Mirror> disagreeing() {
        return Stream.of(
                call(MODERN, "tools/call", "load", MODERN),
                call(MODERN, "tools/call", "Save", MODERN),
                call(MODERN, "tools/call", coded("load"), MODERN),
                call(MODERN, "tools/call", "=?BASE64?c2F2ZQ==?=", MODERN),
                call(MODERN, "tools/call", "=?base64?c2F2ZQ=?=", MODERN),
                call(MODERN, "tools/call", "=?base64?c2F2ZR==?=", MODERN),
                call(MODERN, "tools/call", "=?base64?/w==?=", MODERN),
                call(MODERN, "tools/call", "=?base64?=", MODERN),
                umlaut("s\u00e4ve"),
                call(MODERN, "tools/call", null, MODERN),
                call(MODERN, "tools/list", "save", MODERN),
                call(MODERN, "Tools/Call", "save", MODERN),
                call(MODERN, null, "save", MODERN),
                call(MODERN, null, null, MODERN),
                call(MODERN, "tools/call", "save", ""),
                call(MODERN, "tools/call", "save", LEGACY),
                call(MODERN, "tools/call", "save", "2027-01-01"),
                new Mirror(MODERN, "tools/call", "save", "1", "tools/call", "\"name\":\"save\""),
                new Mirror(MODERN, "tools/call", "save", "null", "tools/call", "\"name\":\"save\""),
                call(LEGACY, null, null, MODERN),
                call(null, null, null, MODERN),
                call(null, null, null, LEGACY),
                call(LEGACY, "tools/call", null, ""),
                call(LEGACY, "tools/call", "save", ""),
                call(null, null, "save", ""),
                call(null, "tools/call", "save", MODERN),
                call("2026-07-28 ", "tools/call", "save", MODERN),
                call("DRAFT-2026", "tools/call", "save", "DRAFT-2026"),
                new Mirror(MODERN, "tools/list", "save", '"' + MODERN + '"', "tools/list", ""),
                new Mirror(MODERN, "tasks/get", "t2", '"' + MODERN + '"', "tasks/get", "\"taskId\":\"t1\""));
    }

    private static Optional<String> disagreement(MirroredFields fields, byte[] body) {
        return fields.disagreement((MessageReader.Reading.Messages) new MessageReader().read(body));
    }

    @ParameterizedTest
    @MethodSource("agreeing")
    void letsFieldsPassThatSayTheSame(Mirror mirror) {
        assertThat(disagreement(mirror.fields(), mirror.body())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("disagreeing")
    void refusesFieldsThatSayAnythingElse(Mirror mirror) {
        assertThat(disagreement(mirror.fields(), mirror.body())).isPresent();
    }

    static Stream<MirroredFields> doubled() {
        return Stream.of(
                new MirroredFields(List.of(MODERN, MODERN), List.of("tools/call"), List.of("save")),
                new MirroredFields(List.of(MODERN), List.of("tools/call", "tools/call"), List.of("save")),
                new MirroredFields(List.of(MODERN), List.of("tools/call"), List.of("save", "load")));
    }

    @ParameterizedTest
    @MethodSource("doubled")
    void refusesFieldsThatComeTwice(MirroredFields fields) {
        assertThat(disagreement(fields, call(MODERN, null, null, MODERN).body()))
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("batches")
    void refusesABatchOfTheModernGeneration(String batch) {
        assertThat(disagreement(
                        new MirroredFields(List.of(MODERN), List.of(), List.of()),
                        batch.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    static Stream<String> batches() {
        return Stream.of(
                "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/a\"}]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}]");
    }
}
