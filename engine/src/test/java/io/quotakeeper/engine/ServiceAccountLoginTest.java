package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.testkit.ManualTime;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ServiceAccountLoginTest {

  private static final AccountId ID = new AccountId("a");
  private static final URI GOOGLE = URI.create("https://oauth2.googleapis.com/token");

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final List<URI> sent = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final FakeTransport transport =
      new FakeTransport(request -> {
        sent.add(request.uri());
        bodies.add(request.body());
        return CompletableFuture.completedFuture(
            request.uri().equals(GOOGLE) ? token() : FakeTransport.json("{}"));
      });
  private volatile boolean granted = true;

  @Test
  void key_getsAnAccessToken_byAnAssertionInTheBody() {
    try (QuotaManager quotas = quotas(GOOGLE.toString())) {
      assertThat(quotas.syncAccountQuota(ID).outcome().isSuccess()).isTrue();
      assertThat(new TokenManager(quotas).tokenWithQuota("m"))
          .isInstanceOfSatisfying(
              TokenGrant.Granted.class,
              granted -> assertThat(granted.secret()).isEqualTo(Secret.of("a1")));
    }

    assertThat(sent).hasSize(2).first().isEqualTo(GOOGLE);
    assertThat(bodies.getFirst())
        .startsWith("assertion=eyJ")
        .contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");
  }

  @Test
  void keyThatNamesAnotherEndpoint_sendsNothing_andNeedsAPerson() {
    try (QuotaManager quotas = quotas("https://evil.example/token")) {
      assertThat(quotas.syncAccountQuota(ID).outcome())
          .isInstanceOfSatisfying(
              SyncOutcome.NeedsPerson.class,
              outcome ->
                  assertThat(outcome.detail())
                      .contains("is not https://oauth2.googleapis.com/token"));
    }

    assertThat(sent).isEmpty();
  }

  @Test
  void refusedServiceAccount_isAskedAgainAfterAWhile_sinceItsRoleMayBeGivenBack() {
    granted = false;
    try (QuotaManager quotas = quotas(GOOGLE.toString())) {
      for (int i = 0; i < 10; i++) {
        assertThat(quotas.syncAccountQuota(ID).outcome())
            .isInstanceOfSatisfying(
                SyncOutcome.NeedsPerson.class,
                outcome ->
                    assertThat(outcome.detail())
                        .contains("give the service account its role back"));
        assertThat(new TokenManager(quotas).tokenWithQuota("m"))
            .isInstanceOf(TokenGrant.NoneLeft.class);
      }
      assertThat(sent).hasSize(1);
      granted = true;
      time.advance(Duration.ofMinutes(6));

      assertThat(quotas.syncAccountQuota(ID).outcome().isSuccess()).isTrue();
    }
  }

  private QuotaManager quotas(String tokenUri) {
    Login login = Login.ofServiceAccount(SecretSource.of(Login.keyFile(key(tokenUri))));
    return QuotaManager.builder()
        .accounts(Account.of(ID, "gcp-quota", login).withProject("p"))
        .transport(transport)
        .time(time)
        .timer(time)
        .build();
  }

  private Answer token() {
    return granted
        ? FakeTransport.json("{\"access_token\": \"a1\", \"expires_in\": 3599}")
        : new Answer(400, Headers.none(), "{\"error\": \"invalid_grant\"}");
  }

  private static String key(String tokenUri) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
      return """
      {
        "client_email": "robot@p.example",
        "token_uri": "%s",
        "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"
      }
      """
          .formatted(tokenUri, Base64.getEncoder().encodeToString(der));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
