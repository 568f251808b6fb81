package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  /** With characters that URLs, JSON and HTML escape, and of no shape that is known. */
  private static final String CANARY = "cAnArY+one/two=\"q&r\\s\u00e4%41 end";

  private static final Redaction OWN = Redaction.of(Secret.of(CANARY));

  static final List<String> ENCODED =
      List.of(
          CANARY,
          URLEncoder.encode(CANARY, StandardCharsets.UTF_8),
          URLEncoder.encode(CANARY, StandardCharsets.UTF_8).replace("+", "%20"),
          URLEncoder.encode(
              URLEncoder.encode(CANARY, StandardCharsets.UTF_8), StandardCharsets.UTF_8),
          lowerHex(URLEncoder.encode(CANARY, StandardCharsets.UTF_8)),
          json(CANARY),
          json(CANARY).replace("/", "\\/"),
          json(json(CANARY)),
          unicode(CANARY),
          CANARY.replace("&", "&amp;").replace("\"", "&quot;"),
          base64(CANARY),
          base64("user:" + CANARY),
          base64("a:" + CANARY + ":b"),
          base64("ab:" + CANARY + ":b"),
          base64(CANARY).replace("/", "\\/"),
          Base64.getUrlEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)),
          URLEncoder.encode(base64(CANARY), StandardCharsets.UTF_8),
          HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8)),
          HexFormat.of().withUpperCase().formatHex(CANARY.getBytes(StandardCharsets.UTF_8)));

  @ParameterizedTest
  @FieldSource("ENCODED")
  void text_ownCredentialInAnyEncoding_isReplaced(String encoded) {
    String text = OWN.text("before " + encoded + " after");

    assertThat(text).startsWith("before ").endsWith(" after").contains(Marks.MARK);
    assertThat(text.length()).as(text).isLessThanOrEqualTo("before ".length() + 40);
    assertThat(text).doesNotContain("cAnArY").doesNotContain("one").doesNotContain("end");
  }

  @ParameterizedTest
  @FieldSource("ENCODED")
  void headers_ownCredentialInAnyEncoding_goWithTheirField(String encoded) {
    Headers headers =
        Headers.none().with("X-Echo", "a " + encoded + " b").with("x-ratelimit-remaining", "5");

    assertThat(OWN.headers(headers).toString()).isEqualTo("[x-ratelimit-remaining]");
  }

  @Test
  void text_jsonWithTheCredentialEverywhere_staysJson() throws Exception {
    String body =
        "{\"%s\": [\"%s\", {\"message\": \"key %s is\\nwrong\", \"left\": 5}]}"
            .formatted(json(CANARY), unicode(CANARY), json(json(CANARY)));

    var read = new ObjectMapper().readTree(OWN.text(body));

    assertThat(read.findPath("left").intValue()).isEqualTo(5);
    assertThat(read.toString()).doesNotContain("cAnArY").contains(Marks.MARK);
  }

  @Test
  void text_credentialOfDigits_keepsNumbersNumbers() throws Exception {
    Redaction digits = Redaction.of(Secret.of("9876543210123"));

    var read = new ObjectMapper().readTree(digits.text("{\"id\": 9876543210123, \"left\": 5}"));

    assertThat(read.path("id").intValue()).isZero();
    assertThat(read.path("left").intValue()).isEqualTo(5);
  }

  @Test
  void text_shortCredential_isReplacedWhereItStandsAloneOnly() {
    Redaction shortOne = Redaction.of(Secret.of("left"));

    assertThat(shortOne.text("{\"left\": 1, \"leftover\": 2}"))
        .isEqualTo("{\"[redacted]\": 1, \"leftover\": 2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer abcdefghijklmnopqrstuv",
        "bearer 12ab34",
        "Basic QWxhZGRpbjpvcGVu",
        "sk-proj-abc123DEF456",
        "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",
        "sk-ab***********yz12",
        "sk_live_4eC39HqLyjWDarjtT1",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "github_pat_11ABCDEFG0abcdefghij_klmnop",
        "AIzaSyA-abcdefghijklmnopqrstuvwxyz12345",
        "ya29.a0AfH6SMBx-abc",
        "1//0gabcdefghijkl-mnop",
        "GOCSPX-abcdefghijkl",
        "AKIAIOSFODNN7EXAMPLE",
        "xoxb-123456789012-abcdefgh",
        "hf_abcdefghijklmnop",
        "qk_admin_abcdefghijklmnop",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
        "https://x.test/v1?key=abcdef123",
        "grant_type=x&refresh_token=1-2-3-4&x=y",
        "someone.else+tag@mail.example.com",
        "someone%40mail.example.com",
        "someone\\u0040mail.example.com",
        "-----BEGIN RSA PRIVATE KEY-----\\nMIIEabc+/=\\nxyz\\n-----END RSA PRIVATE KEY-----"
      })
  void text_whatLooksLikeACredentialOrAMailAddress_isReplaced(String secret) {
    for (String around : List.of("%s", "a %s b", "line\\n%s\\n", "\\u0022%s\\u0022", "x: '%s'")) {
      String text = Redaction.ofShapes().text("{\"m\": \"" + around.formatted(secret) + "\"}");

      assertThat(text).as(text).contains(Marks.MARK);
      assertThat(Stream.of(secret.split("[^A-Za-z0-9*]+")).filter(p -> p.length() > 9).toList())
          .as(text)
          .noneMatch(text::contains);
      assertThatCode(() -> new ObjectMapper().readTree(text)).as(text).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refresh_token",
        "access_token",
        "client_secret",
        "apiKey",
        "api_key",
        "X-Session-Id",
        "password",
        "email",
        "family_name",
        "login"
      })
  void text_valueUnderATellingName_isReplaced(String name) {
    assertThat(
            Redaction.ofShapes().text("{\"%s\" : \"an\\\"y \\\\\", \"left\": 1}".formatted(name)))
        .isEqualTo("{\"%s\" : \"[redacted]\", \"left\": 1}".formatted(name));
    assertThat(
            Redaction.ofShapes().text("\"{\\\"%s\\\":\\\"any\\\",\\\"a\\\":1}\"".formatted(name)))
        .isEqualTo("\"{\\\"%s\\\":\\\"[redacted]\\\",\\\"a\\\":1}\"".formatted(name));
    assertThat(Redaction.ofShapes().text("{\"%s\": \"cut in the mid".formatted(name)))
        .isEqualTo("{\"%s\": \"[redacted]".formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"limit\": 5000, \"remainingTokens\": \"1000\", \"token\": \"1000\"}",
        "{\"message\": \"Bearer authentication is required\"}",
        "{\"message\": \"Rate limit reached for gpt-5 on tokens per min (TPM): Limit 30000\"}",
        "{\"quotaId\": \"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}",
        "{\"model\": \"task-scheduling-queue-v2\", \"displayName\": \"Gemini 3 Pro\"}",
        "{\"resetTime\": \"2026-03-01T12:00:00Z\", \"quotaResetDelay\": \"4h59m59.9s\"}",
        "not JSON at all {{{ \\ \\u00 % %4",
        ""
      })
  void text_withoutSecrets_staysAsItIs(String text) {
    assertThat(OWN.text(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Authorization,            anything, false
          Proxy-Authorization,      anything, false
          Cookie,                   a=b,      false
          Set-Cookie,               a=b,      false
          X-Auth-Token,             anything, false
          x-goog-api-key,           anything, false
          X-Amz-Security-Token,     anything, false
          X-Client-Secret,          anything, false
          X-Session-Key,            12345678, false
          x-ratelimit-limit-token,  anything, false
          x-ratelimit-limit-token,  1000,     true
          x-ratelimit-reset-tokens, 6m0s,     true
          anthropic-ratelimit-input-tokens-remaining, 40000, true
          x-tokens-left-of-nobody-knows-what, 7, true
          RateLimit,                'limit=10, remaining=1, reset=50', true
          retry-after,              30,       true
          """)
  void headers_areJudgedByTheirNames(String name, String value, boolean stays) {
    Headers kept = OWN.headers(Headers.none().with(name, value));

    assertThat(kept.get(name).isPresent()).isEqualTo(stays);
    if (stays) {
      assertThat(kept.get(name)).contains(value);
    }
  }

  @Test
  void headers_valuesWithForeignSecrets_areMarked() {
    Headers kept =
        OWN.headers(
            Headers.none()
                .with("x-request", "for me@mail.example.com with sk-abcdef123456, left 5"));

    assertThat(kept.get("x-request")).contains("for [redacted] with [redacted], left 5");
  }

  @Test
  void text_hostileBodies_costNoStackAndNoEternity() {
    int large = 1 << 18;
    List<String> hostile =
        List.of(
            "a".repeat(large),
            "\\".repeat(large),
            "%".repeat(large),
            "\"".repeat(large),
            "a.".repeat(large / 2),
            "@a.".repeat(large / 3),
            "\"token\":\"" + "\\\"".repeat(large / 2),
            "cAnArY+".repeat(large / 7),
            "eyJ".repeat(large / 3),
            "-----BEGIN ".repeat(large / 11));

    assertThat(hostile)
        .allSatisfy(text -> assertThat(OWN.text(text).length()).isLessThanOrEqualTo(large + 100));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          abc        | abc            | [redacted]
          abc        | xabc           | xabc
          abc        | 5abc           | 5abc
          abc        | abcx           | abcx
          abc        | %2gabc         | %2gabc
          abc        | %20abc         | %20[redacted]
          abc        | a\\nabc         | a\\n[redacted]
          abc        | \\u0020abc.     | \\u0020[redacted].
          abc        | \u00e4abc       | \u00e4[redacted]
          n          | a\\nb           | a\\nb
          n          | a\\n-b          | a\\n-b
          n          | no, n          | no, [redacted]
          0041abcd   | x\\u0041abcd    | x\\u0041[redacted]
          0041abcd   | x\\\\u0041abcd   | x\\\\u[redacted]
          abcdefgh   | \\abcdefgh      | \\a[redacted]
          """)
  void text_credentialBesideOtherThings_isReplacedWhereItIsAWordAndNoEscapeIsBroken(
      String credential, String text, String redacted) {
    assertThat(Redaction.of(Secret.of(credential)).text(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&lt;&apos;k&gt;&amp;&quot;e/y\u00e4",
        "&#60;&#39;&#107;&#62;&#38;&#34;&#101;&#47;&#121;&#228;",
        "&#060;&#039;k>&#038;\"e/y&#0228;",
        "&#x3c;&#x27;k&#x3E;&#X26;&#x22;e&#x2F;y&#x00e4;",
        "<'k>&\"e/y\u00e4"
      })
  void text_ownCredentialInHtml_isReplacedHoweverItsCharactersAreWritten(String html) {
    Redaction odd = Redaction.of(Secret.of("<'k>&\"e/y\u00e4"));

    assertThat(odd.text("<p>" + html + "</p>")).isEqualTo("<p>[redacted]</p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <bcdefghi  | &gt;bcdefghi
          <bcdefghi  | &#61;bcdefghi
          <bcdefghi  | &ltbcdefghi
          abcdefghi  | ab\\cdefghi
          ABCDEFGHI  | AB\\CDEFGHI
          abcdefghi  | \\u0062bcdefghi
          \u00e4bcdefghi  | %41bcdefghi
          \u00e4bcdefghi  | %C3%41bcdefghi
          """)
  void text_escapeOfAnotherCharacter_isNotTheCredential(String credential, String text) {
    assertThat(Redaction.of(Secret.of(credential)).text(text)).isEqualTo(text);
  }

  @Test
  void text_credentialOfDigitsAndOthers_isMarkedAsText() {
    assertThat(Redaction.of(Secret.of("1234-5678")).text("id 1234-5678"))
        .isEqualTo("id [redacted]");
    assertThat(Redaction.of(Secret.of("1234567x8")).text("id 1234567x8"))
        .isEqualTo("id [redacted]");
    assertThat(Redaction.of(Secret.of("12345678")).text("id 1234\\5678")).isEqualTo("id 0");
  }

  @Test
  void text_quoteWithinAValueOfJsonInJson_doesNotEndIt() {
    assertThat(Redaction.ofShapes().text("\"{\\\"password\\\":\\\"an\\\\\\\"y\\\",\\\"a\\\":1}\""))
        .isEqualTo("\"{\\\"password\\\":\\\"[redacted]\\\",\\\"a\\\":1}\"");
  }

  @Test
  void headers_ownCredentialAsAName_goes() {
    Redaction own = Redaction.of(Secret.of("abcdefghi"));

    assertThat(own.headers(Headers.none().with("x-abcdefghi", "1").with("x-left", "5")).toString())
        .isEqualTo("[x-left]");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String unicode(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }

  private static String lowerHex(String encoded) {
    return java.util.regex.Pattern.compile("%[0-9A-F]{2}")
        .matcher(encoded)
        .replaceAll(hit -> hit.group().toLowerCase(java.util.Locale.ROOT));
  }
}
