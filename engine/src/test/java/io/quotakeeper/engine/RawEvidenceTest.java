package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RawEvidenceTest {

  private final List<RawEvidence> told = new CopyOnWriteArrayList<>();

  @Test
  void sync_isToldAsItCameWithWhoAndWhen() {
    try (var rig = Rig.with(Rig.account("a").withBaseUrl("https://proxy.example"))) {
      rig.quotas.onEvidence(told::add);
      rig.transport.script(
          "a",
          _ -> {
            rig.time.advance(Duration.ofMillis(250));
            return CompletableFuture.completedFuture(Rig.github(250));
          });

      rig.quotas.syncAccountQuota(id("a"));

      assertThat(told).hasSize(1);
      var replied = (RawEvidence.Replied) told.getFirst();
      Instant received = Rig.START.plusMillis(250);
      assertThat(replied.sighting())
          .isEqualTo(new Sighting(id("a"), new Owner("github", "a"), Rig.START, received));
      RawEvidence.Clean clean = replied.clean();
      assertThat(clean.withheld()).isFalse();
      assertThat(clean.context().baseUrl()).isEqualTo("https://proxy.example");
      assertThat(clean.reply().call()).isEqualTo("rateLimit");
      assertThat(clean.reply().status()).isEqualTo(200);
      assertThat(clean.reply().body()).isEqualTo(Rig.github(250).body());
      assertThat(clean.reply().headers().get("content-type")).contains("application/json");
      assertThat(clean.reply().receivedAt()).isEqualTo(received);
    }
  }

  @Test
  void sync_refused_isToldToo() {
    try (var rig = Rig.of("a")) {
      rig.quotas.onEvidence(told::add);
      rig.transport.answer("a", FakeTransport.status(401));

      rig.quotas.syncAccountQuota(id("a"));

      assertThat(((RawEvidence.Replied) told.getFirst()).clean().reply().status()).isEqualTo(401);
    }
  }

  @Test
  void sync_echoOfTheCredential_isNotTold() {
    try (var rig = Rig.of("a")) {
      rig.quotas.onEvidence(told::add);
      rig.transport.answer("a", FakeTransport.json("{\"who\": \"token-of-a\"}"));

      rig.quotas.syncAccountQuota(id("a"));

      assertThat(((RawEvidence.Replied) told.getFirst()).clean().reply().body())
          .isEqualTo("{\"who\": \"[redacted]\"}");
      assertThat(told.toString()).doesNotContain("token-of-a");
    }
  }

  @Test
  void observe_isToldWithItsModel() {
    try (var rig = Rig.of("a")) {
      rig.quotas.onEvidence(told::add);
      Instant sent = rig.time.now().minusSeconds(2);

      rig.quotas.observe(id("a"), "gpt-5", rig.traffic(200, 250), sent);

      var replied = (RawEvidence.Replied) told.getFirst();
      assertThat(replied.sighting().sentAt()).isEqualTo(sent);
      assertThat(replied.clean().context().model()).isEqualTo("gpt-5");
      assertThat(replied.clean().reply().call()).isEqualTo(Adapter.TRAFFIC);
      assertThat(replied.clean().reply().headers().get("x-ratelimit-remaining")).contains("250");
      assertThat(replied.size()).isGreaterThan(50);
    }
  }

  @Test
  void observe_credentialCannotBeRead_keepsNeitherHeadersNorBody() {
    SecretSource locked =
        () -> {
          throw new SecretUnavailableException("locked");
        };
    try (var rig = Rig.with(Account.of(new AccountId("a"), "github", locked))) {
      rig.quotas.onEvidence(told::add);

      rig.quotas.observe(id("a"), "", rig.traffic(403, 0), rig.time.now());

      RawEvidence.Clean clean = ((RawEvidence.Replied) told.getFirst()).clean();
      assertThat(clean.withheld()).isTrue();
      assertThat(clean.reply().status()).isEqualTo(403);
      assertThat(clean.reply().headers().fields()).isEmpty();
      assertThat(clean.reply().body()).isEmpty();
    }
  }

  @Test
  void state_isToldWithItsLimits() {
    try (var rig = Rig.of("a")) {
      rig.quotas.onEvidence(told::add);
      var limits = List.of(Reading.limit(Rig.HOURLY, Amount.cap(10), Moment.unstated()));

      rig.quotas.state(id("a"), limits);

      assertThat(told)
          .containsExactly(
              new RawEvidence.Stated(
                  new Sighting(id("a"), new Owner("github", "a"), Rig.START, Rig.START), limits));
    }
  }

  @Test
  void listenerThatThrows_disturbsNeitherTheSyncNorTheOthers() {
    try (var rig = Rig.of("a")) {
      rig.quotas.onEvidence(_ -> {
        throw new IllegalStateException("listener");
      });
      rig.quotas.onEvidence(told::add);

      SyncReport report = rig.quotas.syncAccountQuota(id("a"));

      assertThat(report.outcome().isSuccess()).isTrue();
      assertThat(told).hasSize(1);
    }
  }
}
