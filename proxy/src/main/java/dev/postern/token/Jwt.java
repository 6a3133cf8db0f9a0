package dev.postern.token;

import dev.postern.json.JsonObject;
/// A JWT that could be read. Nothing in it is to be believed before its signature is.
///
/// @param jws the parts that are signed
/// @param claims the payload

record Jwt(CompactJws jws, JsonObject claims) {

    JsonObject header() {
        return jws.header();
    }
}
