package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.quota.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final URI GOOGLE = URI.create("https://oauth2.googleapis.com/token");

  private final TokenEndpoint google =
      Adapters.shipped().find("google-oauth").flatMap(Adapter::tokenEndpoint).orElseThrow();

  @Test
  void request_hasEverythingInItsBody_andNothingInItsAddress() {
    CallRequest request =
        google.request(
            Grant.REFRESH_TOKEN,
            "",
            Map.of("refreshToken", "1//a+b&c", "clientId", "us", "clientSecret", "s3=cret"));

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).isEqualTo(GOOGLE).isEqualTo(google.address());
    assertThat(request.headers().get("content-type")).hasValue("application/x-www-form-urlencoded");
    assertThat(request.body())
        .isEqualTo(
            "client_id=us&client_secret=s3%3Dcret&grant_type=refresh_token&refresh_token=1%2F%2Fa%2Bb%26c");
    assertThat(request.toString()).doesNotContain("s3", "1//");
  }

  @Test
  void request_ofAPublicClient_hasNoSecretField() {
    CallRequest request =
        google.request(Grant.REFRESH_TOKEN, "", Map.of("refreshToken", "r", "clientId", "us"));

    assertThat(request.body()).doesNotContain("client_secret");
  }

  @Test
  void request_goesToTheOperatorsAddress_whileTheEndpointKeepsItsOwn() {
    CallRequest request =
        google.request(Grant.SERVICE_ACCOUNT, "https://proxy.example/g", Map.of("assertion", "j"));

    assertThat(request.uri()).isEqualTo(URI.create("https://proxy.example/g/token"));
    assertThat(google.address()).isEqualTo(GOOGLE);
  }

  @Test
  void tokens_areThoseOfTheReply() {
    Tokens tokens =
        google
            .tokens(
                reply(200, "{\"access_token\": \"a1\", \"expires_in\": 3599, \"scope\": \"x\"}"))
            .orElseThrow();

    assertThat(tokens.access()).isEqualTo(Secret.of("a1"));
    assertThat(tokens.refresh()).isEmpty();
    assertThat(tokens.lifetime()).hasValue(Duration.ofSeconds(3599));
    assertThat(tokens.toString()).doesNotContain("a1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"access_token\": \"\"}",
        "{\"access_token\": 7}",
        "{\"access_token\": \"a\\nb\"}",
        "{\"access_token\": \"a\"",
        "<html>"
      })
  void tokens_ofAReplyThatMakesNoSense_areNone(String body) {
    assertThat(google.tokens(reply(200, body))).isEmpty();
    assertThat(google.error(reply(200, body))).isEmpty();
  }

  @Test
  void error_isAWordOfTheStandard_andNoOtherText() {
    assertThat(google.error(reply(400, "{\"error\": \"invalid_grant\"}")))
        .isEqualTo("invalid_grant");
    assertThat(google.error(reply(400, "{\"error\": \"Your token ya29.x\"}"))).isEmpty();
    assertThat(google.error(reply(400, "{\"error\": {\"code\": 1}}"))).isEmpty();
  }

  @Test
  void assertion_isSignedForTheEndpoint_whateverTheFileSays() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    ServiceAccountKey key = ServiceAccountKey.parse(file(pair, "https://evil.example/token"));

    String[] parts = key.assertion(GOOGLE, List.of("s1", "s2"), NOW).reveal().split("\\.", -1);

    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(json(parts[0]).path("alg").asText()).isEqualTo("RS256");
    JsonNode claims = json(parts[1]);
    assertThat(claims.path("aud").asText()).isEqualTo(GOOGLE.toString());
    assertThat(claims.path("iss").asText()).isEqualTo("robot@p.example");
    assertThat(claims.path("scope").asText()).isEqualTo("s1 s2");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    assertThat(key.isFor(GOOGLE)).isFalse();
    assertThat(ServiceAccountKey.parse(file(pair, GOOGLE.toString())).isFor(GOOGLE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "{\"client_email\": \"a\"}",
        "{\"client_email\": \"a\", \"private_key\": \"canary\"}",
        "{\"client_email\": \"a\", \"private_key\": \"-----BEGIN PRIVATE KEY-----canary-----END PRIVATE KEY-----\"}"
      })
  void keyFile_thatIsNone_isRefused_withoutAWordOfIt(String text) {
    assertThatThrownBy(() -> ServiceAccountKey.parse(Secret.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }

  @Test
  void grants_withoutTheirCall_orWithAnUnknownVariable_areRefused() {
    String head =
        "name: x\nsummary: y.\naccess: documented\nbaseUrl: https://x.example\nsync: none\n";

    assertThatThrownBy(
            () -> Adapter.parse("x.yaml", head + "grants: {refreshToken: {a: '${clientId}'}}\n"))
        .isInstanceOf(AdapterFault.class)
        .hasMessageContaining("a call token");
    assertThatThrownBy(
            () -> Adapter.parse("x.yaml", head + "grants: {refreshToken: {a: '${secret}'}}\n"))
        .isInstanceOf(AdapterFault.class)
        .hasMessageContaining("${refreshToken}");
  }

  private static Secret file(KeyPair pair, String tokenUri) {
    String pem = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    return Secret.of(
        "{\"client_email\": \"robot@p.example\", \"private_key_id\": \"k\", \"token_uri\": \""
            + tokenUri
            + "\", \"private_key\": \"-----BEGIN PRIVATE KEY-----\\n"
            + pem
            + "\\n-----END PRIVATE KEY-----\\n\"}");
  }

  private static JsonNode json(String part) {
    return Json.strict(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  private static Reply reply(int status, String body) {
    return new Reply(TokenEndpoint.CALL, status, Headers.none(), body, NOW);
  }
}
