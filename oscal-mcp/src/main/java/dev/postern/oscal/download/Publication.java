package dev.postern.oscal.download;

import java.util.List;
import java.util.Optional;

/// Documents that belong together, each known by its hash, so that it does not matter who hands them out.
///
/// @param name as users say it, and of the folder they are put into
public record Publication(String name, String title, List<Item> items) {
    /// A release of NIST's repository of content.
    public static final String SOURCE = "https://raw.githubusercontent.com/usnistgov/oscal-content/v1.3.0";

    private static final String REVISION_4 = "nist.gov/SP800-53/rev4/json/NIST_SP-800-53_rev4_";
    private static final String REVISION_5 = "nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_";

    private static final List<Publication> ALL = List.of(
            new Publication(
                    "nist-800-53",
                    "NIST SP 800-53 revision 5.1.1, and its baselines",
                    List.of(
                            new Item(
                                    REVISION_5 + "catalog.json",
                                    "81cf2de45ede9aef3de7ce09d65ea9d32f662c483bbf916f6e346292b22f7763"),
                            new Item(
                                    REVISION_5 + "LOW-baseline_profile.json",
                                    "79b7c450ab62ba012e5ad95f6255ece75fc165b2c421fefda276d82240542219"),
                            new Item(
                                    REVISION_5 + "MODERATE-baseline_profile.json",
                                    "d88e64e1e4b3a2d65de2367f4ec31828c04f1be93375fd597c41af1409578e03"),
                            new Item(
                                    REVISION_5 + "HIGH-baseline_profile.json",
                                    "c98eb266f3c78c622c6573e032ab1b7619a30821840bb10f7f21fdee78281058"),
                            new Item(
                                    REVISION_5 + "PRIVACY-baseline_profile.json",
                                    "ee4e7f0ff8f1141d3974f9072d287af919d081e1dfc6666ac0b579504aeddbcb"))),
            new Publication(
                    "nist-800-53-rev4",
                    "NIST SP 800-53 revision 4, and its LOW baseline",
                    List.of(
                            new Item(
                                    REVISION_4 + "catalog-min.json",
                                    "188ed7f962e79297a965fbd8a3532e14cffe4e0ec2f38d36174dfa6b7416a19b"),
                            new Item(
                                    REVISION_4 + "LOW-baseline_profile.json",
                                    "12d0c177c844d6297921c0cfedc34112babca5933b2f03f2b8bdcc30b53991a2"))));

    public Publication {
        items = List.copyOf(items);
    }

    /// One document.
    ///
    /// @param path below the source
    /// @param sha256 of its bytes, in hexadecimal digits
    public record Item(String path, String sha256) {
        public String file() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    public static Optional<Publication> named(String name) {
        return ALL.stream()
                .filter(publication -> publication.name().equals(name))
                .findFirst();
    }

    public static List<String> names() {
        return ALL.stream().map(Publication::name).toList();
    }
}
