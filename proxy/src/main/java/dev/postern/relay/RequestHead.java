package dev.postern.relay;

/// The head of a request, read strictly.
///
/// @param method as sent, a token
/// @param target where it goes
/// @param fields its header fields
/// @param framing how its body ends
/// @param keepAlive whether the client lets the connection stay
/// @param expectsContinue whether it waits for `100 Continue` (RFC 9110 §10.1.1)
public record RequestHead(
        String method,
        RequestTarget target,
        Fields fields,
        Framing framing,
        boolean keepAlive,
        boolean expectsContinue) {
    /// What stands for a head that could not be read.
    static final RequestHead UNREADABLE =
            new RequestHead("-", new RequestTarget("-", ""), Fields.NONE, new Framing.None(), false, false);

    /// The fields that are meant for more than this connection (RFC 9110 §7.6.1).
    public Fields endToEndFields() {
        return HopByHop.strip(fields);
    }

    /// What is left to know of a request that is being relayed.
    RequestHead withoutFields() {
        return new RequestHead(method, UNREADABLE.target, Fields.NONE, framing, keepAlive, expectsContinue);
    }

    public boolean is(String otherMethod) {
        return method.equals(otherMethod);
    }
}
