package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

  @Test
  void fields_asAnHttpClientGivesThem_areTakenWithoutThePseudoOnes() {
    Headers headers = Headers.of(Map.of(":status", List.of("200"), "Via", List.of("a ", " b")));

    assertThat(headers.fields()).hasSize(2);
    assertThat(headers.get("via")).hasValue("a, b");
    assertThat(headers.get(":status")).isEmpty();
  }

  @Test
  void star_inAName_standsForWhatOccurs_andNeverForNothing() {
    Headers headers =
        Headers.none().with("X-7d-Left", "1").with("x-7D_a-left", "2").with("X-7db-Left-Not", "3");

    assertThat(headers.stars("x-7d*-LEFT")).containsExactly("_a");
    assertThat(headers.stars("x-*-left")).containsExactly("7d", "7d_a");
    assertThat(headers.stars("x-7d-left")).isEmpty();
    assertThat(headers.stars("y-*")).isEmpty();
  }

  @Test
  void f18_fieldsThatAreTooManyOrTooLong_areKeptUpToABound() {
    Map.Entry<String, String> small = Map.entry("a", "b");
    Map.Entry<String, String> large = Map.entry("c", "d".repeat(60_000));

    assertThat(Headers.of(Collections.nCopies(10_000, small)).fields()).hasSize(1_000);
    assertThat(Headers.of(List.of(small, large, large, small)).fields())
        .containsExactly(small, large);
  }

  @Test
  void valuesAndBody_areNotPrinted() {
    Headers headers = Headers.none().with("Authorization", "Bearer s3cret");
    Reply reply = Reply.ofTraffic(200, headers, "s3cret", Instant.EPOCH);

    assertThat(headers).hasToString("[Authorization]");
    assertThat(reply).hasToString("Reply[traffic, 200, 1970-01-01T00:00:00Z]");
  }
}
