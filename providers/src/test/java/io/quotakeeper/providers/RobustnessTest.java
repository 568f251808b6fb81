package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a provider sends, reading it ends in a value. */
class RobustnessTest {

  private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");
  private static final Adapters ADAPTERS = Adapters.shipped();

  static List<String> names() {
    return Adapters.shipped().names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void mutatedReply_read_givesAnUnderstanding(String name) {
    Adapter adapter = ADAPTERS.find(name).orElseThrow();
    Random random = new Random(11);
    for (OwnVector vector : OwnVector.own(name)) {
      for (int i = 0; i < 150; i++) {
        Reply reply = mutated(random, vector.reply());

        Understanding understood = adapter.read(reply, vector.context());

        assertThat(Explanation.json(name, understood).get("readings").isArray()).isTrue();
        assertThat(understood.problem()).doesNotContain("secret-marker");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "1",
        "NaN",
        "[1,2",
        "{\"a\":1e99999}",
        "<html></html>",
        "{\"models\":[[[]]],\"buckets\":{},\"groups\":1,\"resources\":[],\"data\":[]}",
        "{\"resources\":{\"core\":null}}",
        "{\"buckets\":[1,\"x\",null,[],{}]}"
      })
  void shapeThatNoAdapterDefines_read_neverGivesANumber(String body) {
    for (Adapter adapter : ADAPTERS.all()) {
      for (String call : adapter.calls()) {
        Understanding understood = adapter.read(reply(call, 200, body), Context.NONE);

        assertThat(understood.readings()).allMatch(r -> r.amount().fraction().isEmpty());
        assertThat(understood.refusal()).isEmpty();
      }
    }
  }

  @Test
  void depthBomb_read_isSenseless() {
    String nested = "{\"buckets\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(cloudCode(nested).problem()).isNotEmpty();
    assertThat(cloudCode("[".repeat(900_000)).problem()).isNotEmpty();
  }

  @Test
  void bodyTooLarge_read_isSenseless() {
    String padded = "{\"buckets\":[]" + " ".repeat(Json.LARGEST) + "}";

    assertThat(cloudCode(padded).problem()).isNotEmpty();
  }

  @Test
  void bodyOfManyEntries_read_ends() {
    String entry = "{\"modelId\":\"m\",\"remainingFraction\":0.5},";
    String body = "{\"buckets\":[" + entry.repeat(4_000) + entry.replace(",", "") + "]}";

    assertThat(cloudCode(body).readings()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void entryThatMakesNoSense_amongOthers_isLostAlone() {
    Random random = new Random(5);
    String good =
        "{\"modelId\":\"good\",\"remainingFraction\":0.5,\"resetTime\":\"2026-03-10T09:00:00Z\"}";
    for (int i = 0; i < 300; i++) {
      String bad = "{\"modelId\":\"bad\",\"remainingFraction\":" + badNumber(random) + "}";
      Understanding understood = cloudCode("{\"buckets\":[" + bad + "," + good + "]}");

      assertThat(understood.readings()).hasSize(1);
      assertThat(understood.readings().getFirst().window().scope()).hasToString("model:good");
      assertThat(understood.problem()).isNotEmpty();
    }
  }

  private static String badNumber(Random random) {
    return List.of("\"x\"", "[]", "{}", "true", "\"0x10\"", "\"1d\"", "\"Infinity\"", "1e400")
        .get(random.nextInt(8));
  }

  private static Understanding cloudCode(String body) {
    return ADAPTERS
        .find("cloud-code")
        .orElseThrow()
        .read(reply("retrieveUserQuota", 200, body), Context.NONE);
  }

  private static Reply mutated(Random random, Reply reply) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Map.Entry<String, String> field : reply.headers().fields()) {
      headers.add(
          Map.entry(
              field.getKey(),
              random.nextBoolean() ? Noise.mutated(random, field.getValue()) : field.getValue()));
    }
    String body = reply.body().replace("message", "message\":\"secret-marker\",\"m");
    return new Reply(
        reply.call(),
        random.nextInt(5) == 0 ? 100 + random.nextInt(500) : reply.status(),
        Headers.of(headers),
        random.nextInt(10) == 0 ? body : Noise.mutated(random, body),
        reply.receivedAt());
  }

  private static Reply reply(String call, int status, String body) {
    return new Reply(call, status, Headers.none(), body, NOW);
  }
}
