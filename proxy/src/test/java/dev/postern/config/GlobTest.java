package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Forms of names.
class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "about, about",
        "*, about",
        "*, ''",
        "*, a/b/c",
        "save_*, save_",
        "save_*, save_file",
        "*_file, save_file",
        "*_file, _file_file",
        "save_*_v?, save_a_v1",
        "save_*_v?, save__v__v2",
        "?, a",
        "?, é",
        "?, 😀",
        "*?, 😀",
        "?*, ab",
        "a*b*c, aXbXbXc",
        "a*b*c, abc",
        "a*b*c, abcbc",
        "file:///etc/*, file:///etc/ssl/private/key",
        "file:///etc/*, file:///etc/",
        "[a-z], [a-z]",
        "{a}, {a}",
        "a.c, a.c",
        "(x|y), (x|y)",
        "$^+, $^+",
        "a\\*b, a*b",
        "a\\?b, a?b",
        "a\\\\b, a\\b",
        "\\*, *",
        "*\\*, a*"
    })
    void matches(String glob, String name) {
        assertThat(new Glob(glob).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "about, About",
        "about, aboutx",
        "about, xabout",
        "about, ''",
        "?, ''",
        "?, ab",
        "??, a",
        "??, 😀",
        "*??, 😀",
        "save_*, save",
        "save_*, xsave_a",
        "*_file, save_files",
        "a*b*c, acb",
        "a*b*c, ab",
        "file:///etc/*, file:///etc",
        "file:///etc/*, FILE:///etc/passwd",
        "[a-z], m",
        "{a,b}, a",
        "a.c, abc",
        "a\\*b, axb",
        "a\\?b, axb",
        "\\*, a"
    })
    void doesNotMatch(String glob, String name) {
        assertThat(new Glob(glob).matches(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "**", "a**b", "a\\", "a\\b", "\\", "*\\**\\", "x/**/y"})
    void isNoneThatCouldMeanTwoThings(String pattern) {
        assertThat(Glob.fault(pattern)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*, *",
        "*, a",
        "*, a*b?c",
        "a*, a*",
        "a*, ab*",
        "a*, a?",
        "a*, a",
        "*a*, xay",
        "?, a",
        "?, ?",
        "a*c, abc",
        "a*c, a*b*c",
        "a\\*, a\\*",
        "a*, a\\*",
        "save_?, save_1"
    })
    void coversWhatItMatchesWhole(String wide, String narrow) {
        assertThat(new Glob(wide).covers(new Glob(narrow))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a, *", "a*, *", "?, *", "a*, b", "a*c, a*", "a\\*, a*", "a\\*, a?", "a?c, a*c", "b*, ?b"})
    void coversNoMore(String wide, String narrow) {
        assertThat(new Glob(wide).covers(new Glob(narrow))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*, *",
        "a*, *a",
        "a*, ab",
        "*b*, a*c",
        "a?, ?b",
        "file:///srv/*, file:///*",
        "a*, *a*b",
        "x\\*, x?",
        "a*, a"
    })
    void meetsWhatItMayShareANameWith(String one, String other) {
        assertThat(new Glob(one).meets(new Glob(other))).isTrue();
        assertThat(new Glob(other).meets(new Glob(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a, b", "a*, b*", "*a, *b", "a?, a", "a?c, a?d*", "file:///srv/*, http://*", "x\\*, xy"})
    void meetsNothingElse(String one, String other) {
        assertThat(new Glob(one).meets(new Glob(other))).isFalse();
        assertThat(new Glob(other).meets(new Glob(one))).isFalse();
    }
}
