package dev.postern.config;

import dev.postern.oauth.Scopes;
import java.util.List;

/// What of the settings says who may do what, for those who only ask about that: no upstream need be named.
///
/// @param policy what the policy file says
/// @param requiredScopes what every request needs
/// @param profile how tokens are written
/// @param problems a sentence on everything that is wrong; none where the rest is right
public record PolicyTerms(PolicyConfig policy, Scopes requiredScopes, TokenProfile profile, List<String> problems) {
    public PolicyTerms {
        problems = List.copyOf(problems);
    }

    public static PolicyTerms read(Settings settings, TextFiles files) {
        Values values = new Values(settings);
        if (!values.isGiven(Option.POLICY)) {
            values.problem(
                    "%s is missing; expected for example %s.".formatted(Option.POLICY.flag(), Option.POLICY.example()));
        }
        PolicyConfig policy = new PolicyReader(values, files).read();
        Scopes required = Scopes.of(values.many(Option.AUTH_REQUIRED_SCOPES, ScopeNames::parseScope));
        Provider provider = values.oneOf(Option.AUTH_PROVIDER, Provider.class);
        TokenProfile profile = new ProfileReader(values).read(provider.profile(), required);
        return new PolicyTerms(policy, required, profile, values.problems());
    }
}
