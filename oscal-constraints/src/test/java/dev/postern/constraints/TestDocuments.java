package dev.postern.constraints;

/// Documents with which nothing is wrong.
final class TestDocuments {
    private static final String METADATA = """
        "metadata": {
          "title": "Test", "last-modified": "2026-01-01T00:00:00Z", "version": "1", "oscal-version": "1.1.3",
          "roles": [{"id": "owner", "title": "Owner"}],
          "parties": [
            {"uuid": "11111111-1111-4111-8111-111111111111", "type": "person", "name": "One"},
            {"uuid": "22222222-2222-4222-8222-222222222222", "type": "person", "name": "Two"}],
          "responsible-parties": [{"role-id": "owner", "party-uuids": ["11111111-1111-4111-8111-111111111111"]}]}
        """;

    private TestDocuments() {}

    static String catalog() {
        return """
            {"catalog": {"uuid": "33333333-3333-4333-8333-333333333333", %s,
              "groups": [{"id": "ac", "title": "Access", "controls": [
                {"id": "ac-1", "title": "First", "props": [{"name": "label", "value": "AC-1"}],
                 "links": [{"href": "#ac-2", "rel": "related"}], "parts": [{"name": "statement", "prose": "X"}]},
                {"id": "ac-2", "title": "Second", "parts": [{"name": "statement", "prose": "X"}],
                 "params": [{"id": "p", "select": {"how-many": "one", "choice": ["a", "b"]}}]}]}]}}
            """.formatted(METADATA);
    }

    static String profile(String href) {
        return """
            {"profile": {"uuid": "44444444-4444-4444-8444-444444444444", %s,
              "imports": [
                {"href": "%2$s", "include-controls": [{"with-ids": ["ac-1", "ac-2"]}]},
                {"href": "%2$s", "include-all": {}}]}}
            """.formatted(METADATA, href);
    }

    static String plan(String href) {
        return """
            {"system-security-plan": {"uuid": "55555555-5555-4555-8555-555555555555", %s,
              "import-profile": {"href": "%2$s"},
              "system-characteristics": {"system-ids": [{"id": "x"}], "system-name": "X", "description": "X",
                "system-information": {"information-types": [{"uuid": "66666666-6666-4666-8666-666666666666", "title": "X", "description": "X"}]},
                "status": {"state": "operational"}, "authorization-boundary": {"description": "X"}},
              "system-implementation": {
                "leveraged-authorizations": [{"uuid": "77777777-7777-4777-8777-777777777777", "title": "X",
                  "links": [{"href": "%2$s", "rel": "system-security-plan"}],
                  "party-uuid": "11111111-1111-4111-8111-111111111111", "date-authorized": "2026-01-01"}],
                "users": [{"uuid": "88888888-8888-4888-8888-888888888888", "role-ids": ["owner"]}],
                "components": [{"uuid": "99999999-9999-4999-8999-999999999999", "type": "this-system", "title": "X", "description": "X",
                  "status": {"state": "operational"}}]},
              "control-implementation": {"description": "X", "implemented-requirements": [
                {"uuid": "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "control-id": "ac-1",
                 "by-components": [{"component-uuid": "99999999-9999-4999-8999-999999999999",
                   "uuid": "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb", "description": "X"}]}]}}}
            """.formatted(METADATA, href);
    }
}
