package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.api.ContractClient.Answer;
import io.quotakeeper.api.Listener.Heard;
import io.quotakeeper.engine.SystemTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventsTest {

  private static final String EVENTS = "/api/v1/events";
  private static final String ADMIN = "Authorization: Bearer " + ContractClient.TOKEN;
  private static final int WINDOWS = 40;

  private final SystemTime time = new SystemTime();
  private final EngineQuotas quotas = new EngineQuotas(time, time, "ann", "bob");
  private Served served = Served.live(quotas, Duration.ofSeconds(60));

  @AfterEach
  void stop() {
    served.close();
    quotas.close();
    time.close();
  }

  private void serveWithPatience(Duration patience) {
    served.close();
    served = Served.live(quotas, patience);
  }

  private static List<String> names(List<Heard> heard) {
    return heard.stream().map(Heard::name).toList();
  }

  @Test
  void stateComesFirst_thenAChange() {
    quotas.state("ann", 2, 500);
    try (var listener = Listener.first(served.port())) {
      assertThat(listener.head.status()).isEqualTo(200);
      assertThat(listener.head.header("content-type")).isEqualTo(EventReply.CONTENT_TYPE);
      assertThat(listener.head.header("cache-control")).isEqualTo("no-store");
      List<Heard> state = listener.upTo("ready");
      assertThat(names(state))
          .containsExactlyInAnyOrder("reset", "account", "account", "quota", "quota", "ready")
          .startsWith("reset");

      quotas.state("ann", 2, 40);

      assertThat(listener.upTo("quota").getLast().data().get("remaining").asInt()).isEqualTo(40);
    }
  }

  @Test
  void answerThatACallerHandsIn_isHeardOfByOthers() {
    String body =
        """
        {"status": 200, "headers": {"x-ratelimit-resource": "core", "x-ratelimit-limit": "5000",
         "x-ratelimit-remaining": "4321", "x-ratelimit-reset": "4102444800"}}
        """;
    try (var listener = Listener.first(served.port())) {
      listener.upTo("ready");

      Answer answer =
          served.client.post("/api/v1/accounts/ann/observations", "application/json", body);

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      JsonNode quota = listener.upTo("quota").getLast().data();
      assertThat(quota.get("account").asText()).isEqualTo("ann");
      assertThat(quota.get("remaining").asInt()).isEqualTo(4321);
      assertThat(quota.get("source").asText()).isEqualTo("observed");
    }
  }

  @Test
  void everyEventOfTheContract_isSent() {
    quotas.state("ann", 2, 500);
    var seen = new TreeSet<String>();
    try (var listener = Listener.first(served.port())) {
      seen.addAll(names(listener.upTo("ready")));
      quotas.manager.syncAllQuotas();
      seen.addAll(names(listener.upTo("sweep")));
      quotas.state("ann", 1, 500);
      seen.addAll(names(listener.upTo("quota-gone")));
      quotas.manager.replaceAccounts(EngineQuotas.accounts("ann"));
      seen.addAll(names(listener.upTo("account-gone")));
    }

    assertThat(seen).isEqualTo(ContractDocument.load().events(EVENTS));
  }

  @Test
  void filter_leavesTheOthersOut_andANameThatIsUnknownIsRefused() {
    quotas.state("ann", 1, 500);
    quotas.state("bob", 1, 500);
    try (var listener = Listener.to(served.port(), EVENTS + "?account=bob&provider=github")) {
      assertThat(listener.upTo("ready"))
          .filteredOn(heard -> heard.name().equals("quota"))
          .singleElement()
          .matches(heard -> heard.data().get("account").asText().equals("bob"));
    }

    assertThat(served.client.get(EVENTS + "?account=nobody").status()).isEqualTo(404);
    assertThat(served.client.get(EVENTS + "?pool=nowhere").status()).isEqualTo(404);
    assertThat(served.client.get(EVENTS + "?model=gpt-5").status()).isEqualTo(400);
  }

  @Test
  void a28_stranger_isTurnedAwayAsEverywhere() {
    assertThat(served.client.send("GET", EVENTS, List.of(), "").status()).isEqualTo(401);
    List<String> foreign = List.of(ADMIN, "Origin: https://attacker.test");
    assertThat(served.client.send("GET", EVENTS, foreign, "").status()).isEqualTo(403);
    List<String> rebound = List.of(ADMIN, "Host: attacker.test");
    assertThat(served.client.sendAsIs("GET", EVENTS, rebound, "").status()).isEqualTo(421);
  }

  @Test
  void a31_secrets_areInNoEvent() {
    quotas.manager.syncAllQuotas();
    try (var listener = Listener.first(served.port())) {
      assertThat(listener.upTo("ready").toString()).contains("ann").doesNotContain("canary");
    }
  }

  @Test
  void head_hasTheTypeAndNoStream() {
    Answer answer = served.client.send("HEAD", EVENTS, List.of(ADMIN), "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(EventReply.CONTENT_TYPE);
  }

  @Test
  void listenerThatComesBackAgainAndAgainWhileOthersWrite_missesNothingAndHearsNothingTwice() {
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int windows = 1; windows <= WINDOWS; windows++) {
                quotas.state("ann", windows, 1000 - windows);
                quotas.state("bob", WINDOWS - windows + 1, windows);
              }
            },
            task -> Thread.ofPlatform().start(task));

    Map<String, JsonNode> known = new HashMap<>();
    List<String> ids = new ArrayList<>();
    String last = "";
    // Each connection is cut after one event more than the last, so in every place.
    for (int most = 1; !writing.isDone() || most < 20; most++) {
      try (var listener = Listener.after(served.port(), last)) {
        last = hear(listener, most, known, ids, last);
      }
    }
    writing.join();
    try (var listener = Listener.after(served.port(), last)) {
      hear(listener, Integer.MAX_VALUE, known, ids, last);
    }

    assertThat(known).isEqualTo(served());
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids.stream().map(id -> Long.parseLong(id.replaceFirst(".*-", "")))).isSorted();
  }

  @Test
  void listenerThatComesBack_hearsEachChangedWindowOnceWithoutAnyIdBetween() {
    quotas.state("ann", 1, 500);
    String last;
    try (var listener = Listener.first(served.port())) {
      listener.upTo("ready");
      last = listener.lastId();
    }
    quotas.state("ann", 1 + WINDOWS, 500);

    try (var listener = Listener.after(served.port(), last)) {
      List<Heard> missed = listener.upTo("ready");

      long first = Long.parseLong(last.replaceFirst(".*-", ""));
      String run = last.replaceFirst("-.*", "-");
      assertThat(names(missed)).filteredOn("quota"::equals).hasSize(1 + WINDOWS);
      // The account is told too, if its headroom is another; the last id comes again with ready.
      for (int i = 0; i < missed.size() - 1; i++) {
        assertThat(missed.get(i).id()).isEqualTo(run + (first + 1 + i));
      }
    }
  }

  /** Hears up to so many events, or until all is heard; gives the last id. */
  private String hear(
      Listener listener, int most, Map<String, JsonNode> known, List<String> ids, String before) {
    String last = before;
    for (int i = 0; i < most; i++) {
      Heard heard = listener.next();
      boolean isNew = !heard.id().equals(last);
      last = heard.id();
      switch (heard.name()) {
        case "reset" -> known.clear();
        case "quota" -> known.put(key(heard.data()), ageless(heard.data()));
        case "quota-gone" -> known.remove(key(heard.data()));
        case "ready" -> {
          return last;
        }
        default -> {}
      }
      if (isNew && !last.isEmpty()) {
        ids.add(last);
      }
    }
    return last;
  }

  private Map<String, JsonNode> served() {
    Map<String, JsonNode> items = new HashMap<>();
    served
        .client
        .get("/api/v1/quotas")
        .json()
        .get("items")
        .forEach(item -> items.put(key(item), ageless(item)));
    return items;
  }

  private static String key(JsonNode item) {
    return item.get("account").asText() + "/" + item.get("scope") + "/" + item.get("window");
  }

  private static JsonNode ageless(JsonNode item) {
    ObjectNode copy = item.deepCopy();
    copy.remove("ageSeconds");
    return copy;
  }

  @Test
  void idOfAnotherRun_givesTheStateAnew() {
    try (var listener = Listener.after(served.port(), "abc-17")) {
      assertThat(listener.next().data().get("reason").asText()).isEqualTo("other-run");
      assertThat(names(listener.upTo("ready"))).contains("account");
    }
  }

  @Test
  void silence_isBrokenByComments() {
    serveWithPatience(Duration.ofMillis(400));
    try (var listener = Listener.first(served.port())) {
      listener.upTo("ready");

      listener.awaitComment();
      listener.awaitComment();
    }
  }

  @Test
  void listenerThatReads_outlivesThePatienceForThoseWhoDoNot() {
    serveWithPatience(Duration.ofMillis(100));
    try (var listener = Listener.first(served.port())) {
      listener.upTo("ready");
      for (int i = 0; i < 20; i++) {
        listener.awaitComment();
      }
      quotas.left("ann", 4000, Instant.now().plusSeconds(60));

      assertThat(names(listener.upTo("quota"))).contains("quota");
    }
  }

  @Test
  void listenerThatDoesNotRead_isLeftAndHoldsUpNobody() {
    serveWithPatience(Duration.ofMillis(500));
    // Far more than the buffers of both sides of a connection hold.
    quotas.state("ann", 20_000, 500);
    try (var log = new SurfaceLog(EventStream.class);
        var deaf = Listener.to(served.port(), EVENTS + "?account=ann");
        var other = Listener.to(served.port(), EVENTS + "?account=bob")) {
      other.upTo("ready");
      quotas.state("bob", 1, 500);
      assertThat(names(other.upTo("quota"))).contains("quota");

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> log.events().stream().anyMatch(e -> e.getMessage().contains("was left")));

      assertThat(deaf.endsRegularly()).isFalse();
      quotas.state("bob", 1, 400);
      assertThat(names(other.upTo("quota"))).contains("quota");
    }
  }

  @Test
  void listenersBeyondTheMost_areTurnedAwayWithAPause() {
    var listeners = new ArrayList<Listener>();
    try {
      for (int i = 0; i < Feed.MOST_LISTENERS; i++) {
        listeners.add(Listener.first(served.port()));
      }

      Answer answer = served.client.get(EVENTS);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("too-many-listeners");
      assertThat(answer.header("retry-after")).isEqualTo("5");

      listeners.removeFirst().close();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            try (var next = Listener.first(served.port())) {
              assertThat(next.head.status()).isEqualTo(200);
            }
          });
    } finally {
      listeners.forEach(Listener::close);
    }
  }

  @Test
  void stop_endsTheStreamAsAWholeAnswer() {
    try (var listener = Listener.first(served.port())) {
      listener.upTo("ready");

      Served.await(served.server().stop());

      assertThat(listener.endsRegularly()).isTrue();
    }
  }
}
