package io.memspike.core.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.memspike.core.file.FileFormatException;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
    private static final Path FILE = Path.of("some.json");

    @TempDir
    Path directory;

    enum Colour {
        RED,
        BLUE
    }

    record Inner(@JsonProperty(required = true) int whole) {
        Inner {
            if (whole < 0) {
                throw new IllegalArgumentException("inner: expected at least 0, found " + whole);
            }
        }
    }

    record Outer(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) long count,
            double share,
            Colour colour,
            boolean isOn,
            Inner inner) {}

    private static String refusal(Executable what) {
        final String message = assertThrows(FileFormatException.class, what).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(FILE + ": "), message);
        return message.substring((FILE + ": ").length());
    }

    private static StrictJson parse(String text) throws FileFormatException {
        return StrictJson.parse(FILE, text.replace('\'', '"'));
    }

    @Test
    void shouldGiveValuesByTheirPlace() throws IOException {
        final StrictJson json = parse("{'a': {'b': [1, 2.5, -3]}, 'text': 'x', 'whole': 4.0}");

        assertEquals(2.5, json.field("a").field("b").elements("numbers").get(1).number());
        assertEquals(2.5f, json.field("a").field("b").elements("numbers").get(1).floatNumber());
        assertEquals("x", json.field("text").text());
        assertEquals(4, json.field("whole").wholeNumber(0, 9));
        assertTrue(json.has("a") && !json.has("b"));
        assertEquals(
                List.of("a", "text", "whole"),
                List.copyOf(json.fields("an object").keySet()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^               | line 1, column 1: expected JSON, found nothing",
                "{} {}            | line 1, column 4: expected nothing after the value, found {",
                "[1] 2            | line 1, column 5: expected nothing after the value, found 2",
                "{'a':1,'a':2}    | field a: expected one value, found a second at line 1, column 11",
                "{'a':{'b':1,'\\u0062':2}} | field a.b: expected one value, found a second at line 1, column ",
                "{'a':1,}         | line 1, column ",
                "{'a' 1}          | line 1, column ",
                "{a:1}            | line 1, column ",
                "{'a':NaN}        | line 1, column ",
                "{'a':Infinity}   | line 1, column ",
                "{'a':+1}         | line 1, column ",
                "{'a':01}         | line 1, column ",
                "{'a':1 /* no */} | line 1, column ",
                "{'a':1e400}      | field a: expected a finite number, found one beyond 1.7976931348623157E308",
                "{'a':[{'b':-1e400}]} | field a[0].b: expected a finite number",
                "[[0,1e999]]      | element [0][1]: expected a finite number",
            })
    void shouldRefuseWhatIsNoJson(String text, String part) {
        final String message = refusal(() -> parse(text));

        assertTrue(message.startsWith(part), message);
    }

    @Test
    void shouldRefuseNestingThatNobodyMeans() {
        assertTrue(refusal(() -> parse("[".repeat(100_000))).contains("expected JSON, found "));
        assertTrue(refusal(() -> parse("[1" + "0".repeat(400) + "]")).contains("expected a finite number"));
        assertTrue(refusal(() -> parse("[1" + "0".repeat(4000) + "]")).contains("expected JSON, found "));
    }

    @Test
    void shouldNameFilesThatCannotBeRead() throws IOException {
        final Path none = directory.resolve("none.json");
        assertEquals(
                none + ": expected a JSON file, found no such file",
                assertThrows(NoSuchFileException.class, () -> StrictJson.read(none))
                        .getMessage());
        assertEquals(
                directory + ": expected a JSON file, found a directory",
                assertThrows(FileFormatException.class, () -> StrictJson.read(directory))
                        .getMessage());
        final Path latin =
                Files.write(directory.resolve("latin.json"), "[\"é\"]".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                latin + ": text: expected UTF-8, found bytes that are not",
                assertThrows(FileFormatException.class, () -> StrictJson.read(latin))
                        .getMessage());
        final Path wide = Files.write(directory.resolve("wide.json"), "[1]".getBytes(StandardCharsets.UTF_16));
        assertThrows(FileFormatException.class, () -> StrictJson.read(wide));
    }

    @Test
    void shouldSayWhereAValueIsOfAnotherKind() throws IOException {
        final StrictJson json = parse("{'a': {'b': ['x', null, 1e60, 2.5]}}");
        final List<StrictJson> b = json.field("a").field("b").elements("an array");

        assertEquals(
                "field a.b[0]: expected a number, found \"x\"",
                refusal(() -> b.get(0).number()));
        assertEquals(
                "field a.b[1]: expected a text, found null",
                refusal(() -> b.get(1).text()));
        assertEquals(
                "field a.b[2]: expected a finite number of 32 bits, found 1.0E60",
                refusal(() -> b.get(2).floatNumber()));
        assertEquals(
                "field a.b[3]: expected a whole number from 0 to 3, found 2.5",
                refusal(() -> b.get(3).wholeNumber(0, 3)));
        assertEquals(
                "field a.c: expected a number, found nothing",
                refusal(() -> json.field("a").field("c").number()));
        assertEquals(
                "field a: expected an array, found an object",
                refusal(() -> json.field("a").elements("an array")));
        assertEquals(
                "field a.b: expected an object, found an array",
                refusal(() -> json.field("a").field("b").field("c")));
        assertEquals(
                "cell 7, field b: expected a text, found an array",
                refusal(() -> json.field("a").named("cell 7").field("b").text()));
        assertEquals(
                "field a.b: expected one of the fields c, d, found an unknown field",
                refusal(() -> json.field("a").requireOnly(List.of("c", "d"))));
    }

    @Test
    void shouldStayOneLineWhateverIsQuoted() throws IOException {
        assertEquals(
                "field a b c: expected one of the fields x, found an unknown field",
                refusal(() -> parse("{'a\\nb\\u001bc': 1}").requireOnly(List.of("x"))));
        assertTrue(refusal(() -> parse("{'" + "a".repeat(40_000) + "': 1e400}")).length() < 1100);
        assertEquals(
                "expected a number, found \"x\"", refusal(() -> parse("'x\\ny'").number()));
    }

    @Test
    void shouldMakeARecord() throws IOException {
        assertEquals(
                new Outer("x", 1L << 40, 0.5, Colour.BLUE, true, new Inner(2)),
                parse("{'name':'x','count':1099511627776,'share':0.5,'colour':'BLUE','isOn':true,'inner':{'whole':2}}")
                        .as(Outer.class));
        assertEquals(
                new Outer("x", 1, 0, null, false, null),
                parse("{'name':'x','count':1}").as(Outer.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "null                                  | expected an object, found null",
                "[]                                    | expected an object, found an array",
                "'x'                                   | expected an object, found ~x~",
                "{'count':1}                           | field name: expected a text, found nothing",
                "{'name':'x'}                          | field count: expected a whole number, found nothing",
                "{'name':null,'count':1}               | field name: expected a value, found null",
                "{'name':7,'count':1}                  | field name: expected a text, found 7",
                "{'name':['x'],'count':1}              | field name: expected a text, found an array",
                "{'name':'x','count':'1'}              | field count: expected a whole number, found ~1~",
                "{'name':'x','count':1.0}              | field count: expected a whole number, found 1.0",
                "{'name':'x','count':9223372036854775808} | field count: expected a whole number, found 9223372036854775808",
                "{'name':'x','count':1,'share':'0.5'}  | field share: expected a number, found ~0.5~",
                "{'name':'x','count':1,'share':'NaN'}  | field share: expected a finite number",
                "{'name':'x','count':1,'share':true}   | field share: expected a number, found true",
                "{'name':'x','count':1,'isOn':1}       | field isOn: expected true or false, found 1",
                "{'name':'x','count':1,'colour':'red'} | field colour: expected one of [RED, BLUE], found ~red~",
                "{'name':'x','count':1,'colour':1}     | field colour: expected one of [RED, BLUE], found 1",
                "{'name':'x','count':1,'inner':[]}     | field inner: expected an object, found an array",
                "{'name':'x','count':1,'inner':{}}     | field inner.whole: expected a whole number, found nothing",
                "{'name':'x','count':1,'inner':{'whole':2147483648}} | field inner.whole: expected a whole number",
                "{'name':'x','count':1,'inner':{'whole':null}} | field inner.whole: expected a value, found null",
                "{'name':'x','count':1,'inner':{'whole':-1}} | inner: expected at least 0, found -1",
                "{'name':'x','count':1,'inner':{'whole':1,'hole':2}} | field inner.hole: expected one of the fields whole,",
                "{'name':'x','count':1,'later':2}      | field later: expected one of the fields name, count, share,",
            })
    void shouldRefuseARecordWithAnythingElse(String text, String part) {
        final String message = refusal(() -> parse(text).as(Outer.class));

        assertTrue(message.startsWith(part.replace('~', '"')), message);
    }

    /** The place of each of twenty thousand numbers behind a name of fifty thousand letters: written for each, they took a gigabyte. */
    @Test
    void shouldWritePlacesOfWhatIsRefusedAlone() throws IOException {
        final String name = "a".repeat(50_000);
        final String text = "{\"" + name + "\":[" + "0,".repeat(20_000) + "0]}";
        AnyBytes.check(directory.resolve("long.json"), text.getBytes(StandardCharsets.UTF_8), file -> {
            final StrictJson read = StrictJson.read(file);
            assertEquals(20_001, read.field(name).elements("numbers").size());
            read.field(name).elements("numbers").get(3).text();
        });
    }
}
