package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.SubscriptionTier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenManagerTest {

  private static final String SUBJECT = "group:core";

  @Test
  void token_severalHaveEnough_theHigherTierComesFirstThenHeadroom() {
    try (var rig =
        Rig.with(
            tiered("free", SubscriptionTier.FREE),
            tiered("pro-1", SubscriptionTier.PRO),
            tiered("pro-2", SubscriptionTier.PRO))) {
      rig.transport.answer("free", Rig.github(5000));
      rig.transport.answer("pro-1", Rig.github(2000));
      rig.transport.answer("pro-2", Rig.github(3000));
      rig.quotas.syncAllQuotas();

      TokenGrant.Granted granted = granted(new TokenManager(rig.quotas).tokenWithQuota(SUBJECT));

      assertThat(granted.account()).isEqualTo(id("pro-2"));
      assertThat(granted.secret()).isEqualTo(Secret.of("token-of-pro-2"));
    }
  }

  @Test
  void token_bestIsLowOrSpent_theNextIsTaken() {
    try (var rig =
        Rig.with(
            tiered("low", SubscriptionTier.ULTRA),
            tiered("spent", SubscriptionTier.PRO),
            tiered("free", SubscriptionTier.FREE))) {
      rig.transport.answer("low", Rig.github(100));
      rig.transport.answer("spent", Rig.github(0));
      rig.quotas.syncAllQuotas();
      var tokens = new TokenManager(rig.quotas);
      assertThat(granted(tokens.tokenWithQuota(SUBJECT)).account()).isEqualTo(id("free"));

      rig.time.advance(Duration.ofSeconds(1));
      rig.transport.answer("free", Rig.github(0));
      rig.quotas.syncAllQuotas();
      assertThat(granted(tokens.tokenWithQuota(SUBJECT)).account())
          .as("a low one is used before failing")
          .isEqualTo(id("low"));
    }
  }

  @Test
  void token_noneIsLeft_tellsTheEarliestResetAndWhyOfEach() {
    try (var rig = Rig.with(Rig.account("a"), Rig.account("b"), off("off"))) {
      rig.transport.answer("a", Rig.github(0, Rig.START.plusSeconds(600)));
      rig.transport.answer("b", Rig.github(0, Rig.START.plusSeconds(300)));
      rig.quotas.syncAllQuotas();

      TokenGrant grant = new TokenManager(rig.quotas).tokenWithQuota(SUBJECT);

      assertThat(grant).isInstanceOf(TokenGrant.NoneLeft.class);
      var none = (TokenGrant.NoneLeft) grant;
      assertThat(none.earliestReset()).isEqualTo(Moment.at(Rig.START.plusSeconds(300)));
      assertThat(none.passedOver())
          .extracting(passed -> passed.account().value())
          .containsExactlyInAnyOrder("a", "b", "off");
      assertThat(none.passedOver()).allMatch(passed -> !passed.reason().isEmpty());
    }
  }

  @Test
  void token_nothingWasEverKnown_isFetchedForAllAtOnce() {
    try (var rig = Rig.of("a", "b")) {
      rig.transport.answer("a", Rig.github(0));

      TokenGrant.Granted granted = granted(new TokenManager(rig.quotas).tokenWithQuota(SUBJECT));

      assertThat(granted.account()).isEqualTo(id("b"));
      assertThat(rig.transport.sent()).hasSize(2);
    }
  }

  @Test
  void token_knownOneHasEnough_doesNotFetchTheOthers() {
    try (var rig = Rig.of("a", "b")) {
      rig.quotas.syncAccountQuota(id("b"));

      assertThat(granted(new TokenManager(rig.quotas).tokenWithQuota(SUBJECT)).account())
          .isEqualTo(id("b"));
      assertThat(rig.transport.calls("a")).isZero();
    }
  }

  @Test
  void token_unknownOnly_isUsedBeforeFailing() {
    try (var rig = Rig.with(Rig.account("o", "openai"))) {
      assertThat(granted(new TokenManager(rig.quotas).tokenWithQuota("gpt-5")).account())
          .isEqualTo(id("o"));
    }
  }

  @Test
  void token_secretCannotBeRead_theNextIsTaken() {
    Account broken =
        Account.of(
            id("a"),
            "openai",
            () -> {
              throw new SecretUnavailableException("no file /x");
            });
    try (var rig = Rig.with(broken, Rig.account("b", "openai"))) {
      var tokens = new TokenManager(rig.quotas);
      assertThat(granted(tokens.tokenWithQuota("gpt-5")).account()).isEqualTo(id("b"));

      rig.quotas.replaceAccounts(List.of(broken));
      var none = (TokenGrant.NoneLeft) tokens.tokenWithQuota("gpt-5");
      assertThat(none.passedOver())
          .containsExactly(new TokenGrant.PassedOver(id("a"), "no file /x", Moment.unstated()));
    }
  }

  @Test
  void token_restricted_neverLooksAtOthers() {
    try (var rig = Rig.with(Rig.account("a"), Rig.account("o", "openai"))) {
      rig.quotas.syncAllQuotas();
      var tokens = new TokenManager(rig.quotas, account -> account.provider().equals("openai"));

      assertThat(granted(tokens.tokenWithQuota(SUBJECT)).account()).isEqualTo(id("o"));
    }
  }

  @Test
  void session_itsAccountCanServe_keepsItThoughAnotherIsBetter() {
    try (var rig = Rig.of("a", "b")) {
      rig.transport.answer("a", Rig.github(3000));
      rig.transport.answer("b", Rig.github(2000));
      rig.quotas.syncAllQuotas();
      var tokens = new TokenManager(rig.quotas);
      assertThat(granted(tokens.tokenWithQuota(SUBJECT, "s")).account()).isEqualTo(id("a"));

      learn(rig, 100);
      assertThat(granted(tokens.tokenWithQuota(SUBJECT, "s")).account()).isEqualTo(id("a"));
      assertThat(granted(tokens.tokenWithQuota(SUBJECT)).account()).isEqualTo(id("b"));

      learn(rig, 0);
      assertThat(granted(tokens.tokenWithQuota(SUBJECT, "s")).account()).isEqualTo(id("b"));
      rig.quotas.replaceAccounts(List.of(Rig.account("a")));
      assertThat(tokens.tokenWithQuota(SUBJECT, "s")).isInstanceOf(TokenGrant.NoneLeft.class);
    }
  }

  private static void learn(Rig rig, int left) {
    rig.time.advance(Duration.ofSeconds(1));
    rig.quotas.observe(id("a"), "", rig.traffic(200, left), rig.time.now());
  }

  private static TokenGrant.Granted granted(TokenGrant grant) {
    assertThat(grant).isInstanceOf(TokenGrant.Granted.class);
    return (TokenGrant.Granted) grant;
  }

  private static Account off(String id) {
    return Rig.account(id).withEnabled(false);
  }

  private static Account tiered(String id, SubscriptionTier tier) {
    Account plain = Rig.account(id);
    return new Account(
        plain.id(),
        plain.provider(),
        plain.owner(),
        "",
        Plan.declared(tier),
        Map.of(),
        true,
        "",
        List.of(),
        plain.secret());
  }

  @Test
  void token_bestIsRefusedByItsProvider_theNextIsTakenUntilTheRefusalEnds() {
    try (var rig =
        Rig.with(tiered("pro", SubscriptionTier.PRO), tiered("free", SubscriptionTier.FREE))) {
      rig.quotas.syncAllQuotas();
      var tokens = new TokenManager(rig.quotas);
      refuse(rig, "pro", 120);
      assertThat(granted(tokens.tokenWithQuota(SUBJECT)).account()).isEqualTo(id("free"));

      rig.time.advance(Duration.ofMinutes(2));
      assertThat(granted(tokens.tokenWithQuota(SUBJECT)).account()).isEqualTo(id("pro"));
    }
  }

  @Test
  void token_allAreRefused_tellsWhenTheFirstRefusalEnds() {
    try (var rig = Rig.of("a", "b")) {
      rig.quotas.syncAllQuotas();
      refuse(rig, "a", 120);
      refuse(rig, "a", 60);
      refuse(rig, "b", 300);

      var none = (TokenGrant.NoneLeft) new TokenManager(rig.quotas).tokenWithQuota(SUBJECT);

      assertThat(none.earliestReset().instant())
          .hasValueSatisfying(end ->
              assertThat(end).isBetween(Rig.START.plusSeconds(60), Rig.START.plusSeconds(130)));
      assertThat(none.passedOver())
          .extracting(TokenGrant.PassedOver::until)
          .doesNotContain(Moment.unstated());
    }
  }

  @Test
  void token_anotherAccountOfTheSameOwnerLostItsCredential_isNoReasonToPassOverThisOne() {
    Account first = shared("a");
    Account second = shared("b");
    try (var rig = Rig.with(first, second)) {
      rig.transport.answer("a", FakeTransport.status(401));
      rig.quotas.syncAllQuotas();

      assertThat(granted(new TokenManager(rig.quotas).tokenWithQuota(SUBJECT)).account())
          .isEqualTo(id("b"));
      assertThat(rig.quotas.status(id("b")).state()).isEqualTo(AccountStatus.State.OK);
    }
  }

  @Test
  void token_unreadableWhereNothingIsKnown_isTriedOnceForEachRequest() {
    var reads = new AtomicInteger();
    Account broken =
        Account.of(
            id("a"),
            "github",
            () -> {
              reads.incrementAndGet();
              throw new SecretUnavailableException("no file /x");
            });
    try (var rig = Rig.with(broken)) {
      rig.quotas.observe(id("a"), "", rig.traffic(200, 4000), rig.time.now());

      var none = (TokenGrant.NoneLeft) new TokenManager(rig.quotas).tokenWithQuota(SUBJECT);

      assertThat(none.passedOver())
          .extracting(passed -> passed.reason())
          .containsExactly("no file /x");
      assertThat(reads).hasValue(1);
    }
  }

  private static Account shared(String id) {
    Account plain = Rig.account(id);
    return new Account(
        plain.id(),
        plain.provider(),
        "team",
        "",
        Plan.NONE,
        Map.of(),
        true,
        "",
        List.of(),
        plain.secret());
  }

  private static void refuse(Rig rig, String account, long seconds) {
    rig.time.advance(Duration.ofSeconds(1));
    Headers headers = Headers.none().with("Retry-After", String.valueOf(seconds));
    rig.quotas.observe(
        id(account),
        "",
        new Reply(Adapter.TRAFFIC, 429, headers, "", rig.time.now()),
        rig.time.now());
  }
}
