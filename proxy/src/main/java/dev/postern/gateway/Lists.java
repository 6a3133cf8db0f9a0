package dev.postern.gateway;

import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMethods;
import dev.postern.oauth.Identity;
import dev.postern.policy.AccessPolicy;
import dev.postern.policy.Admitted;
import dev.postern.relay.BodyFilter;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.RequestHead;
import dev.postern.relay.ResponseHead;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// Which answers may hold lists of what there is to use, and how those are cut to what the caller may use.
final class Lists {
    /// What an upstream must not be asked, since the answer could not be looked into or would not be whole.
    private static final Set<String> REQUEST_FIELDS =
            Set.of("accept-encoding", "if-match", "if-modified-since", "if-none-match", "if-unmodified-since", "range");

    /// What is said of a body that is no longer as it was.
    private static final Set<String> RESPONSE_FIELDS =
            Set.of("accept-ranges", "content-digest", "content-md5", "digest", "etag", "last-modified", "repr-digest");

    private final AccessPolicy policy;

    Lists(AccessPolicy policy) {
        this.policy = policy;
    }

    /// Whether the answer may hold a list: of a request for one, or of a stream that may repeat what was sent before.
    boolean concern(RequestHead request, Admitted admitted) {
        return policy.filtersLists()
                && admitted.identity().isPresent()
                && (request.is("GET") || asksForList(admitted.messages()));
    }

    private static boolean asksForList(List<McpMessage> messages) {
        for (McpMessage message : messages) {
            if (message instanceof McpMessage.Call call && McpMethods.LISTS.contains(call.method())) {
                return true;
            }
        }
        return false;
    }

    Fields forRequest(Fields fields) {
        return fields.keep(field -> !REQUEST_FIELDS.contains(field.key()));
    }

    Fields forResponse(Fields fields) {
        return fields.keep(field -> !RESPONSE_FIELDS.contains(field.key()));
    }

    /// What cuts this answer; empty where it cannot be a list.
    ///
    /// @param refused told why the answer may not pass
    Optional<BodyFilter> filter(Admitted admitted, ResponseHead head, ListAnswer.Refused refused) {
        Identity identity = admitted.identity().orElseThrow();
        BiPredicate<McpMessage.Kind, String> keeps = (kind, name) -> policy.mayList(identity, kind, name);
        boolean strict = head.status() < 300 && asksForList(admitted.messages());
        boolean readable = isPlain(head);
        if (readable && head.isEventStream()) {
            return Optional.of(new ListEvents(keeps, refused));
        }
        boolean json =
                head.fields().first(FieldName.CONTENT_TYPE).map(Lists::isJson).orElse(false);
        if (json && readable) {
            return Optional.of(new ListAnswer(keeps, strict, refused));
        }
        return json || strict || head.isEventStream()
                ? Optional.of(new ListAnswer.Unreadable(refused))
                : Optional.empty();
    }

    private static boolean isPlain(ResponseHead head) {
        return head.fields()
                .first(FieldName.CONTENT_ENCODING)
                .map(coding -> coding.equalsIgnoreCase("identity"))
                .orElse(true);
    }

    private static boolean isJson(String type) {
        String essence = type.toLowerCase(Locale.ROOT).split(";", -1)[0].strip();
        return essence.equals("application/json") || essence.endsWith("+json");
    }
}
