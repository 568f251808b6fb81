package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.testkit.Misbehaviour.Form;
import io.quotakeeper.testkit.Misstatement.Manner;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MisstatementTest {

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time, time, 0);
  private final Client client = new Client(upstream);
  private final LiveAccount account = upstream.add(SimulatedAccount.of("a", "github"));

  @AfterEach
  void close() {
    client.close();
    upstream.close();
  }

  @Test
  void numbers_areWrittenAsTold() {
    assertThat(met(new Misstatement.Numbers("1e999")).body())
        .contains("\"limit\":1e999", "\"reset\":1e999")
        .doesNotContain("5000");
  }

  @Test
  void resets_inBodyAndHeaders_areWrittenAsTold() {
    HttpResponse<String> response = met(new Misstatement.Resets("\"6m0s\""));

    assertThat(response.body()).contains("\"reset\":\"6m0s\"").contains("\"limit\":5000");
    assertThat(response.headers().firstValue("x-ratelimit-reset")).contains("6m0s");
  }

  @Test
  void skew_movesDateAndInstantsTogether() {
    account.burn(Scope.group("core"), Unit.REQUESTS, 1);
    long right =
        Client.json(client.get(account, "/rate_limit")).at("/resources/core/reset").asLong();

    HttpResponse<String> response = met(new Misstatement.Skewed(Duration.ofHours(2)));

    assertThat(Client.json(response).at("/resources/core/reset").asLong()).isEqualTo(right + 7200);
    assertThat(response.headers().firstValue("x-ratelimit-reset")).contains("" + (right + 7200));
    assertThat(response.headers().allValues("Date"))
        .containsExactly("Sun, 1 Mar 2026 14:00:00 GMT");
  }

  @Test
  void retryAfter_isSaidBesideTheError() {
    HttpResponse<String> response = met(new Misstatement.RetryAfter(503, "-5"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("-5");
  }

  @Test
  void redirect_namesAPlaceAndNothingElse() {
    HttpResponse<String> response = met(new Misstatement.Redirect(307, "file:///etc/passwd"));

    assertThat(response.statusCode()).isEqualTo(307);
    assertThat(response.headers().firstValue("Location")).contains("file:///etc/passwd");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void bare_hasNoBody_andNoLengthWhereThatIsForbidden() {
    assertThat(met(new Misstatement.Bare(204)).headers().firstValue("Content-Length")).isEmpty();
    assertThat(met(new Misstatement.Bare(304)).headers().firstValue("Content-Length")).isEmpty();
    assertThat(met(new Misstatement.Bare(200)).body()).isEmpty();
  }

  @Test
  void unusual_isTheRightAnswerInAnotherDress() {
    String right = client.get(account, "/rate_limit").body();

    assertThat(met(new Misstatement.Unusual(Manner.BYTE_ORDER_MARK)).body())
        .isEqualTo("\uFEFF" + right);
    assertThat(met(new Misstatement.Unusual(Manner.PADDED)).body())
        .isNotEqualTo(right)
        .isEqualToIgnoringWhitespace(right);
    assertType(Manner.TEXT_PLAIN, "text/plain");
    assertType(Manner.OCTET_STREAM, "application/octet-stream");
    assertThat(met(new Misstatement.Unusual(Manner.NO_TYPE)).headers().map())
        .doesNotContainKey("content-type");
  }

  private void assertType(Manner manner, String type) {
    assertThat(met(new Misstatement.Unusual(manner)).headers().firstValue("Content-Type"))
        .contains(type);
  }

  @Test
  void malformed_bodies_areBrokenAsTheirFormSays() throws IOException {
    assertThat(form(Form.DEEP)).hasSize(200_000).startsWith("[[[").endsWith("]]]");
    assertThat(form(Form.NUL_BYTES)).contains("\0");
    assertThat(form(Form.DUPLICATE_KEYS).split("\"resources\"", -1)).hasSize(3);
    assertThat(form(Form.EMPTY_LIST)).isEqualTo("[]");
    assertThat(form(Form.EMPTY_OBJECT)).isEqualTo("{}");
    account.misbehave(Misbehaviour.malformed(Form.NOT_UTF8));
    try (var raw = new RawClient(upstream, account)) {
      assertThat(raw.all().octets()).contains("{\"\u00e4resources");
    }
  }

  private String form(Form form) {
    return met(Misbehaviour.malformed(form)).body();
  }

  private HttpResponse<String> met(Misbehaviour misbehaviour) {
    account.misbehave(misbehaviour);
    return client.get(account, "/rate_limit");
  }
}
