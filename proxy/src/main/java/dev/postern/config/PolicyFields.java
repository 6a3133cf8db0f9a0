package dev.postern.config;

import java.util.List;

/// The names of the fields in a policy file. The published JSON Schema has the same.
final class PolicyFields {
    static final String SCOPES = "scopes";
    static final String DEFAULT = "default";
    static final String LISTS = "lists";
    static final String RULES = "rules";
    static final String LIMITS = "limits";
    static final String NAME = "name";
    static final String TOOLS = "tools";
    static final String PROMPTS = "prompts";
    static final String RESOURCES = "resources";
    static final String METHODS = "methods";
    static final String EFFECT = "effect";
    static final String GROUPS = "groups";
    static final String ROLES = "roles";
    static final String CLAIMS = "claims";
    static final String SUBJECTS = "subjects";
    static final String CLIENTS = "clients";
    static final String ISSUERS = "issuers";
    static final String WHEN = "when";
    static final String PER = "per";
    static final String RATE = "rate";
    static final String BURST = "burst";

    static final List<String> TARGETS = List.of(TOOLS, PROMPTS, RESOURCES, METHODS);
    static final List<String> REQUIREMENTS = List.of(SCOPES, GROUPS, ROLES, CLAIMS, SUBJECTS, CLIENTS, ISSUERS);

    static final List<String> OF_FILE = List.of(SCOPES, DEFAULT, LISTS, RULES, LIMITS);
    static final List<String> OF_RULE =
            together(List.of(List.of(NAME), TARGETS, List.of(EFFECT), REQUIREMENTS, List.of(WHEN)));
    static final List<String> OF_LIMIT = together(List.of(List.of(NAME, PER), TARGETS, List.of(RATE, BURST)));

    private PolicyFields() {}

    private static List<String> together(List<List<String>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }
}
