package dev.postern.oscal.testing;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Documents that somebody writes who means no good.
public final class Hostile {
    private static final String METADATA =
            "'metadata':{'title':'t','last-modified':'2026-11-01T09:00:00Z','version':'1','oscal-version':'1.1.3'}";
    private static final String UUID = "4f468d0c-8a01-4077-be21-52808b3fe461";
    private static final String CATALOG = "oscal://catalog/harbour-catalog";

    private Hostile() {}

    /// A document and what it is called.
    public record Document(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// JSON whose quotes may be single ones.
    public static String json(String text) {
        return text.replace('\'', '"');
    }

    /// A catalog with such members.
    public static String catalog(String members) {
        return json("{'catalog':{'uuid':'" + UUID + "'," + METADATA + "," + members + "}}");
    }

    public static String profile(String members) {
        return json("{'profile':{'uuid':'5f468d0c-8a01-4077-be21-52808b3fe461'," + METADATA + "," + members + "}}");
    }

    static String repeated(int times, String between, IntFunction<String> each) {
        return IntStream.range(0, times).mapToObj(each).collect(Collectors.joining(between));
    }

    /// Small, and large by what they stand for or by the work that they are.
    public static List<Document> all() {
        return List.of(
                new Document("ten thousand deep in JSON", "{\"catalog\":" + "[".repeat(10_000)),
                new Document("ninety deep, with long names", ninetyDeep()),
                new Document("a member twice, ten thousand times", twice()),
                new Document("a control's id twice, ten thousand times", sameIds()),
                new Document("huge numbers", catalog("'controls':[{'id':1e999999999,'title':-1e-999999999}]")),
                new Document("a number of a million digits", catalog("'controls':" + "9".repeat(1_000_000))),
                new Document("a lone surrogate and NUL", catalog("'groups':[{'id':'\\ud800','title':'a\\u0000b'}]")),
                new Document("a mark of byte order", "\uFEFF" + catalog("'controls':[]")),
                new Document("what UTF-16 looks like in UTF-8", "\u0000{\u0000\"\u0000c\u0000"),
                new Document(
                        "an id of a million characters",
                        catalog("'controls':[{'id':'" + "a".repeat(1_000_000) + "!'}]")),
                new Document("a title of a million characters", longTitle()),
                new Document("a path of a million characters in a link", longLink()),
                new Document(
                        "null and false where objects are",
                        json("{'catalog':{'metadata':null,'controls':[null,false,[]]}}")),
                new Document("parameters inside parameters", parameters()),
                new Document("parameters that insert themselves", itself()),
                new Document("ten thousand imports of nothing", imports(10_000, "#nothing")),
                new Document("ten thousand imports of one catalog", imports(10_000, CATALOG)),
                new Document("a profile that imports itself", imports(3, "#5f468d0c-8a01-4077-be21-52808b3fe461")),
                new Document("patterns of stars", patterns()),
                new Document("insertions of everything", insertions()),
                new Document("alterations of one control", alterations()),
                new Document("marks that nothing closes", marks()),
                new Document("nothing", ""),
                new Document("blanks", " ".repeat(100_000)),
                new Document("an array of nothings", "[" + "{},".repeat(100_000) + "{}]"),
                new Document("ten thousand deep in YAML", "catalog: " + "[".repeat(10_000)),
                new Document("ten thousand deep in YAML's blocks", "catalog:\n" + "- ".repeat(10_000) + "a"),
                new Document("aliases of aliases", aliases()),
                new Document("an alias of what it is in", "catalog: &a\n  controls: *a\n"),
                new Document(
                        "tags", "catalog: !!java.net.URL [!!javax.script.ScriptEngineManager [http://127.0.0.1:1/]]\n"),
                new Document("merge keys", "base: &b {uuid: x}\ncatalog:\n  <<: *b\n  <<: [*b, *b]\n"),
                new Document("keys that are no text", "catalog: {? [a, b] : c, ? {a: b} : c}\n"),
                new Document(
                        "a key of a hundred thousand characters", "catalog:\n  ? " + "k".repeat(100_000) + "\n  : v\n"),
                new Document("controls of YAML", "catalog: \"\\0\\uD800\"\n\u0007: x\n"),
                new Document("directives", "%YAML 9.9\n%TAG ! tag:x,2000:\n---\n!a catalog: !b {}\n"),
                new Document("two documents", "catalog: {}\n---\ncatalog: {}\n"),
                new Document("entities that double", entities()),
                new Document(
                        "ten thousand deep in XML",
                        "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\">" + "<group>".repeat(10_000)),
                new Document("lists in lists", lists()),
                new Document("many attributes", attributes()),
                new Document(
                        "XML without an end", "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\"><metadata><title>"),
                new Document("XML in another encoding", "<?xml version=\"1.0\" encoding=\"UTF-16\"?><catalog/>"),
                new Document("NUL in XML", "<catalog>&#0;\u0000</catalog>"));
    }

    private static String ninetyDeep() {
        String name = "n".repeat(90);
        return "{\"catalog\":" + ("{\"" + name + "\":").repeat(90) + "[" + "{\"a\":1,\"a\":2},".repeat(5_000) + "{}]"
                + "}".repeat(91);
    }

    private static String twice() {
        return catalog("'controls':[" + repeated(10_000, ",", i -> "{'id':'a','id':'b'}") + "]");
    }

    private static String sameIds() {
        return catalog("'controls':["
                + repeated(10_000, ",", i -> "{'id':'ac-1','title':'{{ insert: param, nowhere }}'}") + "]");
    }

    private static String longTitle() {
        return json("{'profile':{'metadata':{'title':'" + "t".repeat(1_000_000) + "'},'imports':[{'href':'"
                + "h".repeat(1_000_000) + "'}]}}");
    }

    private static String longLink() {
        return catalog("'controls':[{'id':'x','links':[{'href':'#" + "a/../".repeat(200_000) + "','rel':'related'}]}]");
    }

    /// Each stands for thirty of the next.
    public static String parameters() {
        return catalog("'params':["
                + repeated(
                        9,
                        ",",
                        i -> "{'id':'p" + i + "','label':'"
                                + insert("p" + (i + 1)).repeat(30) + "'}")
                + "],'controls':[{'id':'ac-1','title':'t','params':[{'id':'p9','values':['x']}],'parts':[{'id':'s','name':'statement',"
                + "'prose':'" + insert("p0").repeat(30) + "'}]}]");
    }

    private static String itself() {
        return catalog("'controls':[{'id':'ac-1','title':'t','params':[{'id':'p','select':{'choice':['"
                + insert("p").repeat(30) + "','" + insert("p").repeat(30)
                + "']}}],'parts':[{'id':'s','name':'statement','prose':'" + insert("p") + "'}]}]");
    }

    private static String insert(String parameter) {
        return "{{ insert: param, " + parameter + " }}";
    }

    static String imports(int times, String href) {
        return profile("'imports':[" + repeated(times, ",", i -> "{'href':'" + href + "','include-all':{}}") + "]");
    }

    private static String patterns() {
        return profile("'imports':[{'href':'" + CATALOG + "','include-controls':[{'matching':["
                + repeated(20_000, ",", i -> "{'pattern':'" + "*a".repeat(20) + i + "'}") + "]}]}]");
    }

    private static String insertions() {
        return profile("'imports':[{'href':'" + CATALOG + "'}],'merge':{'custom':{'groups':["
                + repeated(5_000, ",", i -> "{'id':'g" + i + "','insert-controls':[{'include-all':{}}]}") + "]}}");
    }

    private static String alterations() {
        return profile("'imports':[" + repeated(90, ",", i -> "{'href':'" + CATALOG + "'}") + "],'modify':{'alters':["
                + repeated(2_000, ",", i -> "{'control-id':'ac-1','adds':[{'props':[{'name':'a','value':'b'}]}]}")
                + "],'set-parameters':["
                + repeated(2_000, ",", i -> "{'param-id':'ac-1_prm_1','props':[{'name':'a','value':'b'}]}") + "]}");
    }

    private static String marks() {
        return catalog("'controls':[{'id':'a','title':'" + "*_^~[`![".repeat(20_000)
                + "','parts':[{'name':'statement','prose':'" + "> ".repeat(20_000) + "\\n" + "* ".repeat(20_000) + "\\n"
                + "|".repeat(20_000) + "'}]}]");
    }

    private static String aliases() {
        return "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
                + repeated(
                        30, "\n", i -> "a" + (i + 1) + ": &a" + (i + 1) + " [" + repeated(10, ",", j -> "*a" + i) + "]")
                + "\ncatalog: *a30\n";
    }

    private static String entities() {
        return "<!DOCTYPE catalog [<!ENTITY e0 \"ha\">"
                + repeated(30, "", i -> "<!ENTITY e" + (i + 1) + " \"&e" + i + ";&e" + i + ";\">")
                + "]><catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\">&e30;</catalog>";
    }

    private static String lists() {
        return "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\"><metadata><remarks>" + "<ul><li>".repeat(40)
                + "<ul>" + "<li/>".repeat(5_000) + "</ul>" + "</li></ul>".repeat(40)
                + "</remarks></metadata></catalog>";
    }

    private static String attributes() {
        return "<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\" " + repeated(20_000, " ", i -> "a" + i + "=\"x\"")
                + "/>";
    }
}
