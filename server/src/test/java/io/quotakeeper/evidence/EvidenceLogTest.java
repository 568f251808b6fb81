package io.quotakeeper.evidence;

import static io.quotakeeper.engine.EvidenceFixture.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotakeeper.engine.EvidenceFixture;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.RawEvidence;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.testkit.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class EvidenceLogTest {

  private static final EvidenceBounds ROOMY = new EvidenceBounds(10_000_000, 2);
  private static final String CANARY = "cAnArY-token-1234";

  @TempDir Path folder;

  private final ManualTime time = new ManualTime(EvidenceFixture.RECEIVED);

  @Test
  void accept_reply_isWrittenWithAllThatReadsItAgain() throws IOException {
    write(ROOMY, poll(Headers.none().with("X-Left", " 5"), "{\"a\": \"\u00e4\\n\"}", CANARY));

    assertThat(lines())
        .containsExactly(
            json(
                """
                {"v": 1, "kind": "poll", "account": "ci", "owner": "team", "provider": "github",
                 "sentAt": "2026-03-01T12:00:00Z", "receivedAt": "2026-03-01T12:00:00.250Z",
                 "call": "rateLimit", "model": "", "baseUrl": "https://proxy.example",
                 "status": 200, "headers": ["X-Left: 5"], "body": "{\\"a\\": \\"\u00e4\\\\n\\"}"}
                """));
  }

  @Test
  void accept_statedLimits_areWrittenWhole() throws IOException {
    var window = new Window(Scope.model("m"), "rpd", Unit.REQUESTS);
    var limit = Reading.limit(window, Amount.cap(1500), Moment.at(EvidenceFixture.RECEIVED));
    write(ROOMY, new RawEvidence.Stated(EvidenceFixture.sighting(), List.of(limit)));

    assertThat(lines().getFirst().path("limits"))
        .isEqualTo(
            json(
                """
                [{"scope": "model:m", "window": "rpd", "unit": "requests", "role": "limit",
                  "refill": "untold", "amount": {"kind": "cap", "most": 1500.0},
                  "resetsAt": "2026-03-01T12:00:00.250Z", "expiresAt": null}]
                """));
  }

  @Test
  void accept_leaseAndItsEnd_areWrittenWithWhatWasAskedAndTaken() throws IOException {
    Unit tokens = Unit.TOKENS;
    write(
        ROOMY,
        new RawEvidence.Leased(
            EvidenceFixture.sighting(),
            "1-x",
            new LeaseRequest(
                "pool",
                "m",
                "0a1b",
                Purpose.BATCH,
                Map.of(tokens, 1800.0),
                Set.of(new AccountId("other")))),
        EvidenceFixture.traffic("1-x"),
        new RawEvidence.Ended(
            EvidenceFixture.sighting(), "1-x", RawEvidence.End.ANSWERED, Map.of(tokens, 1750.0)));

    assertThat(lines())
        .extracting(line -> line.path("lease").textValue())
        .containsExactly("1-x", "1-x", "1-x");
    assertThat(lines().getFirst())
        .isEqualTo(
            json(
                """
                {"v": 1, "kind": "lease", "account": "ci", "owner": "team", "provider": "github",
                 "sentAt": "2026-03-01T12:00:00Z", "receivedAt": "2026-03-01T12:00:00.250Z",
                 "lease": "1-x", "pool": "pool", "model": "m", "session": "0a1b",
                 "purpose": "batch", "estimate": {"tokens": 1800.0}, "except": ["other"]}
                """));
    assertThat(lines().getLast())
        .isEqualTo(
            json(
                """
                {"v": 1, "kind": "outcome", "account": "ci", "owner": "team",
                 "provider": "github", "sentAt": "2026-03-01T12:00:00Z",
                 "receivedAt": "2026-03-01T12:00:00.250Z", "lease": "1-x",
                 "outcome": "answered", "usage": {"tokens": 1750.0}}
                """));
  }

  @Test
  void accept_secretsEverywhere_reachNoFile() throws IOException {
    Headers headers =
        Headers.none()
            .with("Authorization", "Bearer " + CANARY)
            .with("Set-Cookie", "session=cookie-canary-1")
            .with("X-Auth-Token", "header-canary-2")
            .with("X-Echo", base64(CANARY))
            .with("x-ratelimit-remaining", "5");
    String body =
        """
        {"echo": "%s", "basic": "%s", "refresh_token": "body-canary-3",
         "mail": "person@canary.example", "key": "sk-canary-4-abcdef", "left": 5}
        """
            .formatted(CANARY, base64("user:" + CANARY));
    write(ROOMY, poll(headers, body, CANARY));

    String file = Files.readString(folder.resolve("evidence.jsonl"));
    assertThat(file)
        .doesNotContainIgnoringCase("canary")
        .doesNotContain(base64(CANARY).substring(4, 16))
        .contains("x-ratelimit-remaining: 5");
    assertThat(json(lines().getFirst().path("body").textValue()).path("left").intValue())
        .isEqualTo(5);
  }

  @Test
  void accept_credentialCannotBeRead_writesNeitherHeadersNorBody() throws IOException {
    write(
        ROOMY,
        poll(
            Headers.none().with("x", CANARY),
            CANARY,
            () -> {
              throw new SecretUnavailableException("gone");
            }));

    JsonNode line = lines().getFirst();
    assertThat(line.path("withheld").booleanValue()).isTrue();
    assertThat(line.path("headers")).isEmpty();
    assertThat(line.path("body").textValue()).isEmpty();
  }

  @Test
  void accept_largeBody_isCutAndSaysSo() throws IOException {
    int length = EvidenceLine.LONGEST_BODY + 1;
    write(ROOMY, poll(Headers.none(), "b".repeat(length), CANARY));

    JsonNode line = lines().getFirst();
    assertThat(line.path("bodyCutFrom").intValue()).isEqualTo(length);
    assertThat(line.path("body").textValue()).hasSize(EvidenceLine.LONGEST_BODY);
  }

  @Test
  void accept_bodyLargerThanAFile_isLeftOutAndSaysSo() throws IOException {
    write(new EvidenceBounds(1_000, 2), poll(Headers.none(), "b".repeat(2_000), CANARY));

    JsonNode line = lines().getFirst();
    assertThat(line.path("bodyCutFrom").intValue()).isEqualTo(2_000);
    assertThat(line.path("body").textValue()).isEmpty();
  }

  @Test
  void accept_moreThanCanWait_dropsAndCountsWithoutBlocking() throws Exception {
    var reading = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    try (var log = EvidenceLog.start(folder, ROOMY, time)) {
      log.accept(
          poll(
              Headers.none(),
              "",
              () -> {
                reading.countDown();
                waitFor(goOn);
                return Secret.of(CANARY);
              }));
      reading.await();
      for (int i = 1; i < EvidenceLog.MOST_WAITING + 10; i++) {
        log.accept(poll(Headers.none(), "", CANARY));
      }

      assertThat(log.dropped()).isEqualTo(10);
      goOn.countDown();
    }

    assertThat(lines()).hasSize(EvidenceLog.MOST_WAITING);
  }

  @Test
  void accept_moreThanMayBeHeld_dropsAndCounts() throws Exception {
    var reading = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    String large = "x".repeat(1 << 20);
    int fit = (int) (EvidenceLog.MOST_HELD / large.length());
    try (var log = EvidenceLog.start(folder, new EvidenceBounds(1_000, 1), time)) {
      log.accept(
          poll(
              Headers.none(),
              large,
              () -> {
                reading.countDown();
                waitFor(goOn);
                throw new SecretUnavailableException("gone");
              }));
      reading.await();
      for (int i = 1; i < fit + 3; i++) {
        log.accept(
            poll(
                Headers.none(),
                large,
                () -> {
                  throw new SecretUnavailableException("gone");
                }));
      }

      assertThat(log.dropped()).isEqualTo(3);
      goOn.countDown();
      await().until(() -> log.written() == fit);

      log.accept(poll(Headers.none(), "", CANARY));
      await().until(() -> log.written() == fit + 1);
    }
  }

  @Test
  void accept_whileTheFolderCannotBeWritten_dropsAndGoesOnLater() throws Exception {
    Path gone = folder.resolve("gone");
    try (var log = EvidenceLog.start(gone, ROOMY, time)) {
      log.accept(poll(Headers.none(), "lost", CANARY));
      await().until(() -> log.dropped() == 1);

      Files.createDirectory(gone);
      log.accept(poll(Headers.none(), "in the pause", CANARY));
      await().until(() -> log.dropped() == 2);

      time.advance(EvidenceLog.PAUSE);
      log.accept(poll(Headers.none(), "kept", CANARY));
      await().until(() -> log.written() == 1);
    }

    assertThat(Files.readString(gone.resolve("evidence.jsonl")))
        .contains("\"body\":\"kept\"")
        .doesNotContain("lost")
        .doesNotContain("pause");
  }

  @Test
  void close_writesWhatWaits_andDropsWhatComesLater() throws IOException {
    EvidenceLog log = EvidenceLog.start(folder, ROOMY, time);
    for (int i = 0; i < 100; i++) {
      log.accept(poll(Headers.none(), "", CANARY));
    }
    log.close();
    log.close();
    log.accept(poll(Headers.none(), "", CANARY));

    assertThat(lines()).hasSize(100);
    assertThat(log.written()).isEqualTo(100);
    assertThat(log.dropped()).isEqualTo(1);
  }

  private void write(EvidenceBounds bounds, RawEvidence... evidence) {
    try (var log = EvidenceLog.start(folder, bounds, time)) {
      for (RawEvidence piece : evidence) {
        log.accept(piece);
      }
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<JsonNode> lines() throws IOException {
    return Files.readAllLines(folder.resolve("evidence.jsonl")).stream()
        .map(EvidenceLogTest::json)
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
