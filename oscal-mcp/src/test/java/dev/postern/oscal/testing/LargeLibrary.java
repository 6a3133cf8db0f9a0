package dev.postern.oscal.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;

/// Documents as large as the largest that people have: a catalog of twelve hundred controls, and what is about it.
public final class LargeLibrary {
    public static final String CATALOG = "oscal://catalog/catalog";

    /// Controls that the plan says nothing about.
    public static final int MISSING = 700;

    private static final int CONTROLS = 1_200;
    private static final String PROSE =
            "The organization reviews access control of people and machines at each harbour. ";
    private static final Map<String, String> OURS = Map.of(
            "CATALOG", CATALOG,
            "OTHER", "oscal://catalog/other",
            "PROFILE", "oscal://profile/profile",
            "SSP", "oscal://system-security-plan/ssp",
            "POAM", "oscal://plan-of-action-and-milestones/poam",
            "CONTROL", "c-7");
    private static final Map<String, String> NISTS = Map.of(
            "CATALOG", "oscal://catalog/800-53-rev4/NIST_SP-800-53_rev4_catalog-min",
            "OTHER", "oscal://catalog/800-53-rev5/NIST_SP-800-53_rev5_catalog-min",
            "PROFILE", "NIST_SP-800-53_rev4_LOW-baseline_profile",
            "SSP", "ssp-example",
            "POAM", "ifa_plan-of-action-and-milestones",
            "CONTROL", "AC-2");

    private LargeLibrary() {}

    public static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("catalog.json"), ofControls("id", PROSE.repeat(12)));
        Files.writeString(folder.resolve("other.json"), ofControls("id", PROSE.repeat(9) + "Or else. ".repeat(20)));
        Files.writeString(
                folder.resolve("profile.json"),
                document(
                        "profile",
                        "'imports':[{'href':'catalog.json','include-all':{}}],'modify':{'set-parameters':["
                                + each(CONTROLS, i -> "{'param-id':'c-" + i + "_p','values':['x']}") + "],'alters':["
                                + each(
                                        CONTROLS,
                                        i -> "{'control-id':'c-" + i
                                                + "','adds':[{'props':[{'name':'a','value':'b'}]}]}")
                                + "]}"));
        Files.writeString(
                folder.resolve("ssp.json"),
                document(
                        "system-security-plan",
                        "'import-profile':{'href':'profile.json'},'control-implementation':{"
                                + "'implemented-requirements':["
                                + each(
                                        2_000 - MISSING,
                                        i -> "{'uuid':'r" + i + "','control-id':'c-" + (i + MISSING)
                                                + "','statements':[{'statement-id':'c-" + i + "_smt'}]}")
                                + "]}"));
        Files.writeString(
                folder.resolve("components.json"),
                document(
                        "component-definition",
                        "'components':["
                                + each(
                                        300,
                                        i -> "{'uuid':'k" + i + "','type':'software','title':'Component " + i
                                                + "','control-implementations':[{'source':'catalog.json','implemented-requirements':["
                                                + each(40, j -> "{'control-id':'c-" + (i * 7 + j) + "'}") + "]}]}")
                                + "]"));
        Files.writeString(
                folder.resolve("poam.json"),
                document(
                        "plan-of-action-and-milestones",
                        "'risks':["
                                + each(
                                        800,
                                        i -> "{'uuid':'k" + i + "','title':'Risk " + i + " of many','status':'open'}")
                                + "],'poam-items':["
                                + each(
                                        800,
                                        i -> "{'uuid':'i" + i + "','title':'Item " + i
                                                + "','related-risks':[{'risk-uuid':'k" + i % 400 + "'}]}")
                                + "]"));
    }

    public static String catalog(Path folder) throws IOException {
        return Files.readString(folder.resolve("catalog.json"));
    }

    /// A call that names our documents.
    public static String named(String call) {
        return named(call, OURS);
    }

    /// A call that names NIST's.
    public static String namedByNist(String call) {
        return named(call, NISTS);
    }

    private static String named(String call, Map<String, String> names) {
        String named = call;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace("'" + name.getKey() + "'", "'" + name.getValue() + "'");
        }
        return named;
    }

    private static String ofControls(String id, String prose) {
        return document(
                "catalog",
                "'controls':["
                        + each(
                                CONTROLS,
                                i -> "{'" + id + "':'c-" + i + "','title':'Control " + i
                                        + "','params':[{'id':'c-" + i + "_p','label':'how often'}],'parts':[{'id':'c-"
                                        + i
                                        + "_smt','name':'statement','prose':'" + prose + "{{ insert: param, c-" + i
                                        + "_p }}'},{'id':'c-" + i
                                        + "_gdn','name':'guidance','prose':'" + prose + "'}]}")
                        + "]");
    }

    private static String document(String model, String members) {
        return Hostile.json("{'" + model
                + "':{'uuid':'4f468d0c-8a01-4077-be21-52808b3fe461','metadata':{'title':'Large " + model
                + "','last-modified':'2026-11-01T09:00:00Z','version':'1','oscal-version':'1.1.3'}," + members + "}}");
    }

    private static String each(int times, IntFunction<String> text) {
        return Hostile.repeated(times, ",", text);
    }
}
