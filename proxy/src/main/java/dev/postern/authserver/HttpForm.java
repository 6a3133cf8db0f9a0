package dev.postern.authserver;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import java.net.URI;

/// A posted form as the library of OAuth messages reads it.
final class HttpForm {
    private HttpForm() {}

    static HTTPRequest of(AuthRequest request, String url) {
        HTTPRequest form = new HTTPRequest(HTTPRequest.Method.POST, URI.create(url));
        form.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.field("authorization").ifPresent(form::setAuthorization);
        form.setBody(request.body());
        return form;
    }
}
