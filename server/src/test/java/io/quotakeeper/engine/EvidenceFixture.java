package io.quotakeeper.engine;

import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Sighting;
import java.time.Instant;

/** Evidence for the tests of those who are told of it. */
public final class EvidenceFixture {

  public static final Instant SENT = Instant.parse("2026-03-01T12:00:00Z");
  public static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00.250Z");

  private EvidenceFixture() {}

  /** A reply to account {@code ci} at GitHub. */
  public static RawEvidence poll(Headers headers, String body, String credential) {
    return poll(headers, body, SecretSource.of(Secret.of(credential)));
  }

  public static RawEvidence poll(Headers headers, String body, SecretSource credential) {
    return new RawEvidence.Replied(
        sighting(),
        new Context("", "https://proxy.example"),
        new Reply("rateLimit", 200, headers, body, RECEIVED),
        credential);
  }

  /** The answer to the request of a lease of account {@code ci}. */
  public static RawEvidence traffic(String lease) {
    return new RawEvidence.Replied(
        sighting(),
        Context.NONE,
        Reply.ofTraffic(200, Headers.none(), "", RECEIVED),
        SecretSource.of(Secret.of("secret")),
        lease);
  }

  public static Sighting sighting() {
    return new Sighting(new AccountId("ci"), new Owner("github", "team"), SENT, RECEIVED);
  }
}
