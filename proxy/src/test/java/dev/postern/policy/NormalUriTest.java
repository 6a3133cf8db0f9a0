package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// URIs as servers may read them.
class NormalUriTest {
    @ParameterizedTest
    @CsvSource({
        "file:///srv/../etc/passwd, file:///etc/passwd",
        "file:///srv/%2e%2e/etc/passwd, file:///etc/passwd",
        "file:///srv/%2E%2e%2fetc/passwd, file:///etc/passwd",
        "file:///srv/..%5cetc, file:///etc",
        "file:///srv/..\\etc, file:///etc",
        "file:///etc//passwd, file:///etc/passwd",
        "file:////etc/passwd, file:///etc/passwd",
        "file:/etc/passwd, file:///etc/passwd",
        "file://localhost/etc/passwd, file:///etc/passwd",
        "file:///%65tc/passwd, file:///etc/passwd",
        "FILE:///etc/passwd, file:///etc/passwd",
        "file:///etc/./passwd, file:///etc/passwd",
        "file:///../../etc, file:///etc",
        "file:///etc/passwd/., file:///etc/passwd/",
        "file:///srv/x/.., file:///srv/",
        "file:///srv/?/../../etc, file:///etc",
        "HTTPS://Example.COM/A, https://example.com/A",
        "http://x/a/%2e%2e/b?q=1, http://x/b?q=1",
        "../../etc, etc",
        "/a/../b, /b",
        "a%, a%",
        "a%4, a%4",
        "a%zz, a%zz",
        "http://x, http://x"
    })
    void followsDotsAndCodes(String written, String normal) {
        assertThat(NormalUri.of(written)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd",
        "file:///srv/a.b/..c/d..",
        "oscal://Catalog/AC-2",
        "https://example.com/a/b?c=d#e",
        "urn:isbn:0451450523",
        "ui://widget/x.html",
        "a/b",
        "x",
        "file:///"
    })
    void leavesWhatIsNormal(String uri) {
        assertThat(NormalUri.of(uri)).isEqualTo(uri);
    }
}
