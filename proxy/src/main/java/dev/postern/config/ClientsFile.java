package dev.postern.config;

import dev.postern.oauth.Scopes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads the file of clients that the operator writes down: YAML, with the members of RFC 7591.
final class ClientsFile {
    private static final String CLIENTS = "clients";

    private final PolicyProblems problems;
    private final TextFiles files;
    private final Scopes scopes;

    /// What became of a file.
    ///
    /// @param problems a sentence on each, all of them at once
    record Result(List<OperatorClient> clients, List<String> problems) {}

    private ClientsFile(PolicyProblems problems, TextFiles files, Scopes scopes) {
        this.problems = problems;
        this.files = files;
        this.scopes = scopes;
    }

    /// Reads its text.
    ///
    /// @param name of the file, for messages
    /// @param scopes that any client may be granted
    static Result read(String name, String text, TextFiles files, Scopes scopes) {
        PolicyProblems problems = new PolicyProblems(name);
        List<OperatorClient> clients = new PolicyYaml(problems, CLIENTS)
                .read(text)
                .flatMap(node -> PolicyMap.of(node, CLIENTS, problems))
                .map(new ClientsFile(problems, files, scopes)::read)
                .orElse(List.of());
        return new Result(clients, problems.sentences());
    }

    private List<OperatorClient> read(PolicyMap map) {
        map.allow(List.of(CLIENTS));
        Optional<Node> node = map.get(CLIENTS);
        if (!(node.orElse(null) instanceof SequenceNode list) || list.getValue().isEmpty()) {
            problems.at(node.orElse(map.node()), "no clients; expected a list of at least one");
            return List.of();
        }
        OperatorClientReader reader = new OperatorClientReader(problems, files, scopes);
        List<OperatorClient> clients = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node element : list.getValue()) {
            PolicyMap.of(element, "the members of a client, such as client_id", problems)
                    .flatMap(reader::read)
                    .ifPresent(client -> {
                        if (!ids.add(client.id())) {
                            problems.at(element, "the client %s is there twice".formatted(Quoted.of(client.id())));
                        }
                        clients.add(client);
                    });
        }
        return clients;
    }
}
