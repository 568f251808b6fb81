package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseEvidenceTest {

  private static final LeaseRequest ONE = LeaseRequest.of("chat", "group:core");

  private final List<RawEvidence> told = new ArrayList<>();

  private Rig rig() {
    Rig rig = Rig.of("a");
    rig.transport.answer("a", Rig.github(100));
    rig.quotas.syncAllQuotas();
    rig.quotas.leases().pools(List.of(Pool.of("chat", List.of(id("a")))));
    rig.time.advance(Duration.ofSeconds(1));
    rig.quotas.onEvidence(told::add);
    return rig;
  }

  private static Lease lease(Rig rig, LeaseRequest request) {
    return ((LeaseGrant.Granted) rig.quotas.leases().lease(request)).lease();
  }

  private RawEvidence.Leased leased(int number) {
    return (RawEvidence.Leased) told.get(number);
  }

  private RawEvidence.Ended lastEnd() {
    return (RawEvidence.Ended) told.getLast();
  }

  @Test
  void lease_granted_isToldWithWhoWhenAndWhatFor() {
    try (var rig = rig()) {
      Lease lease = lease(rig, ONE.withEstimate(Map.of(Unit.TOKENS, 5.0)));

      assertThat(told)
          .containsExactly(
              new RawEvidence.Leased(
                  new Sighting(
                      id("a"), new Owner("github", "a"), lease.grantedAt(), lease.grantedAt()),
                  lease.id(),
                  ONE.withEstimate(Map.of(Unit.TOKENS, 5.0))));
    }
  }

  @Test
  void lease_ofASession_isToldWithAMarkThatIsTheSameForTheSameSession() {
    try (var rig = rig()) {
      lease(rig, ONE.withSession("person@canary.example"));
      lease(rig, ONE.withSession("person@canary.example"));
      lease(rig, ONE.withSession("another"));

      String mark = leased(0).request().session();
      assertThat(mark).matches("[0-9a-f]{16}").isEqualTo(leased(1).request().session());
      assertThat(leased(2).request().session()).isNotEqualTo(mark);
      assertThat(told.toString()).doesNotContain("canary", "another");
    }
  }

  @Test
  void lease_modelLooksLikeASecret_isToldWithoutIt() {
    try (var rig = rig()) {
      lease(rig, LeaseRequest.of("chat", "sk-canary-4-abcdefghij"));

      assertThat(told.toString()).doesNotContain("canary");
    }
  }

  @Test
  void lease_noneLeft_isNotTold() {
    try (var rig = rig()) {
      LeaseGrant none = rig.quotas.leases().lease(ONE.withExcept(Set.of(id("a"))));

      assertThat(none).isInstanceOf(LeaseGrant.NoneLeft.class);
      assertThat(told).isEmpty();
    }
  }

  @Test
  void outcome_answered_isToldAfterItsAnswerWithTheNameOfTheLease() {
    try (var rig = rig()) {
      Lease lease = lease(rig, ONE);
      rig.time.advance(Duration.ofSeconds(2));
      rig.quotas
          .leases()
          .settle(
              lease.id(),
              new LeaseOutcome.Answered(rig.traffic(200, 42), Map.of(Unit.TOKENS, 7.0)));

      assertThat(((RawEvidence.Replied) told.get(1)).lease()).isEqualTo(lease.id());
      assertThat(lastEnd().lease()).isEqualTo(lease.id());
      assertThat(lastEnd().end()).isEqualTo(RawEvidence.End.ANSWERED);
      assertThat(lastEnd().usage()).isEqualTo(Map.of(Unit.TOKENS, 7.0));
      assertThat(lastEnd().sighting().sentAt()).isEqualTo(lease.grantedAt());
      assertThat(lastEnd().sighting().receivedAt()).isEqualTo(rig.time.now());
    }
  }

  @Test
  void outcome_usedIgnoredOrForgotten_isToldAsThat() {
    try (var rig = rig()) {
      rig.quotas
          .leases()
          .settle(lease(rig, ONE).id(), new LeaseOutcome.Used(Map.of(Unit.REQUESTS, 1.0)));
      assertThat(lastEnd().end().word()).isEqualTo("used");
      assertThat(lastEnd().usage()).isEqualTo(Map.of(Unit.REQUESTS, 1.0));

      rig.quotas.leases().settle(lease(rig, ONE).id(), new LeaseOutcome.Ignored());
      assertThat(lastEnd().end().word()).isEqualTo("ignored");

      lease(rig, ONE);
      rig.time.advance(Duration.ofMinutes(11));
      assertThat(lastEnd().end().word()).isEqualTo("forgotten");
    }
  }

  @Test
  void observation_ofNoLease_namesNone() {
    try (var rig = rig()) {
      rig.quotas.observe(id("a"), "", rig.traffic(200, 42), rig.time.now());

      assertThat(((RawEvidence.Replied) told.getLast()).lease()).isEmpty();
    }
  }
}
