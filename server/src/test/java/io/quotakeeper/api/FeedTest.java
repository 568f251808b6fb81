package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.api.Events.Event;
import io.quotakeeper.api.Events.Subscription;
import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration A_MOMENT = Duration.ofMillis(100);
  private static final int MOST_GONE = 3;

  private final ManualTime time = new ManualTime(START);
  private final EngineQuotas quotas = new EngineQuotas(time, time, "ann", "bob");
  private final Feed feed = feed(11);

  private Feed feed(long seed) {
    var tools = new Feed.Tools(time, time, Runnable::run, new Random(seed));
    var made = new Feed(quotas, tools, MOST_GONE);
    quotas.manager.onChange(made);
    quotas.manager.onSync(made);
    return made;
  }

  @AfterEach
  void close() {
    quotas.close();
  }

  private Subscription listen() {
    return listen("");
  }

  private Subscription listen(String lastId) {
    return feed.subscribe(_ -> true, lastId).orElseThrow();
  }

  /** All that can be heard now. */
  private static List<Event> all(Subscription listener) {
    var events = new ArrayList<Event>();
    for (Optional<Event> next = listener.poll(); next.isPresent(); next = listener.poll()) {
      events.add(next.get());
    }
    return events;
  }

  /** Each as its name and what it is about. */
  private static List<String> words(List<Event> events) {
    return events.stream()
        .map(event -> EventJson.of(event.news()))
        .map(json -> (json.name() + " " + about(json.data())).strip())
        .toList();
  }

  private static String about(JsonNode data) {
    return data.path("reason").asText(data.path("id").asText(data.path("account").asText()))
        + (data.has("window") ? "/" + data.path("window").asText() : "");
  }

  private String lastId(List<Event> events) {
    return events.getLast().id();
  }

  @Test
  void firstListener_hearsTheStateOnceAndThatItIsReady() {
    quotas.state("ann", 2, 500);

    List<Event> events = all(listen());

    assertThat(words(events))
        .containsExactlyInAnyOrder(
            "reset first", "account ann", "quota ann/w0", "quota ann/w1", "account bob", "ready")
        .startsWith("reset first")
        .endsWith("ready");
    assertThat(events.subList(0, events.size() - 1)).allMatch(event -> event.id().isEmpty());
    assertThat(lastId(events)).isNotEmpty();
  }

  @Test
  void change_isToldALittleLaterWithWhatItMeansForTheAccount() {
    quotas.state("ann", 2, 500);
    Subscription listener = listen();
    all(listener);
    var woken = new AtomicInteger();
    listener.onNews(woken::incrementAndGet);

    quotas.state("ann", 2, 400);
    assertThat(all(listener)).isEmpty();
    time.advance(A_MOMENT);

    List<Event> events = all(listener);
    assertThat(words(events))
        .containsExactlyInAnyOrder("account ann", "quota ann/w0", "quota ann/w1");
    assertThat(events).extracting(Event::id).doesNotHaveDuplicates().doesNotContain("");
    assertThat(woken).hasPositiveValue();
  }

  @Test
  void quotaThatIsTold_isTheItemOfGetQuotas() {
    quotas.left("ann", 4000, START.plusSeconds(1800));
    Subscription listener = listen();
    all(listener);
    quotas.left("ann", 3000, START.plusSeconds(1800));
    time.advance(A_MOMENT);

    List<ObjectNode> told =
        all(listener).stream()
            .filter(event -> event.news() instanceof News.Quota)
            .map(event -> EventJson.of(event.news()).data())
            .toList();

    assertThat(told)
        .isEqualTo(
            quotas.windows().stream()
                .map(view -> QuotaJson.of(view, quotas.forecast(view)))
                .toList());
  }

  @Test
  void severalChangesBetweenTwoLooks_areOneWithTheNewest() {
    Subscription listener = listen();
    all(listener);

    for (int left = 900; left > 800; left--) {
      quotas.state("ann", 1, left);
      time.advance(A_MOMENT);
    }

    List<Event> events = all(listener);
    assertThat(words(events)).containsExactlyInAnyOrder("account ann", "quota ann/w0");
    assertThat(events)
        .filteredOn(event -> event.news() instanceof News.Quota)
        .first()
        .extracting(event -> EventJson.of(event.news()).data().get("remaining").asInt())
        .isEqualTo(801);
  }

  @Test
  void timeThatOnlyMakesOlder_isToldNobody() {
    quotas.left("ann", 4000, START.plusSeconds(1800));
    quotas.manager.syncAllQuotas();
    Subscription listener = listen();
    all(listener);

    time.advance(Duration.ofSeconds(50)); // less than the shortest window

    assertThat(words(all(listener))).isEmpty();
  }

  @Test
  void stateForALaterListener_hasTheAgeOfNow() {
    quotas.left("ann", 4000, START.plusSeconds(1800));
    all(listen());
    time.advance(Duration.ofMinutes(3));

    assertThat(all(listen()))
        .filteredOn(event -> event.news() instanceof News.Quota)
        .first()
        .extracting(event -> EventJson.of(event.news()).data().get("ageSeconds").asInt())
        .isEqualTo(180);
  }

  @Test
  void windowThatPassesItsReset_isToldWithoutAnyEvidence() {
    quotas.left("ann", 4000, START.plusSeconds(100));
    Subscription listener = listen();
    all(listener);

    time.advance(Duration.ofSeconds(99));
    assertThat(all(listener)).isEmpty();
    time.advance(Duration.ofSeconds(2));

    assertThat(words(all(listener))).containsExactlyInAnyOrder("account ann", "quota ann/hourly");
    assertThat(quotas.windows().getFirst().reading().resetsAt()).isEqualTo(Moment.unstated());
  }

  @Test
  void windowThatBecomesStale_isToldWithinSeconds() {
    quotas.left("ann", 4000, START.plus(Duration.ofHours(5)));
    Subscription listener = listen();
    all(listener);

    time.advance(MonitorSettings.defaults().freshness().ttl().minusSeconds(1));
    assertThat(all(listener)).isEmpty();
    time.advance(Duration.ofSeconds(7));

    assertThat(all(listener))
        .singleElement()
        .extracting(event -> EventJson.of(event.news()).data().get("stale").asBoolean())
        .isEqualTo(true);
  }

  @Test
  void whatIsGone_isToldAsGone() {
    quotas.state("ann", 2, 500);
    quotas.state("bob", 1, 500);
    Subscription listener = listen();
    all(listener);

    quotas.state("ann", 1, 500);
    quotas.manager.replaceAccounts(EngineQuotas.accounts("ann", "cid"));
    time.advance(Duration.ofSeconds(6));

    assertThat(words(all(listener)))
        .containsExactlyInAnyOrder(
            "quota-gone ann/w1", "quota-gone bob/w0", "account-gone bob", "account cid");
  }

  @Test
  void sync_isToldByItsAccountAndItsSweep() {
    Subscription listener = listen();
    all(listener);

    quotas.manager.syncAllQuotas();
    time.advance(A_MOMENT);

    List<Event> events = all(listener);
    assertThat(words(events)).contains("account ann", "account bob", "quota ann/rpm", "sweep");
    JsonNode sweep =
        events.stream()
            .map(event -> EventJson.of(event.news()))
            .filter(json -> json.name().equals("sweep"))
            .findFirst()
            .orElseThrow()
            .data();
    assertThat(sweep.get("accounts").asInt()).isEqualTo(2);
    assertThat(sweep.get("ok").asInt()).isEqualTo(2);
  }

  @Test
  void interest_leavesTheOthersOut() {
    quotas.state("ann", 1, 500);
    quotas.state("bob", 1, 500);
    Subscription listener =
        feed.subscribe(holder -> holder.account().value().equals("bob"), "").orElseThrow();

    assertThat(words(all(listener)))
        .containsExactlyInAnyOrder("reset first", "account bob", "quota bob/w0", "ready");
    quotas.state("ann", 1, 400);
    quotas.state("bob", 1, 400);
    time.advance(A_MOMENT);
    assertThat(words(all(listener))).containsExactlyInAnyOrder("account bob", "quota bob/w0");
  }

  @Test
  void listenerThatComesBack_hearsWhatItMissedAlone() {
    quotas.state("ann", 2, 500);
    quotas.state("bob", 1, 500);
    Subscription first = listen();
    String last = lastId(all(first));
    first.close();

    quotas.state("ann", 1, 500);
    quotas.state("bob", 1, 400);
    time.advance(Duration.ofMinutes(1));

    List<Event> events = all(listen(last));
    assertThat(words(events))
        .containsExactlyInAnyOrder("quota-gone ann/w1", "quota bob/w0", "account bob", "ready")
        .endsWith("ready");
    assertThat(all(listen(lastId(events))))
        .singleElement()
        .matches(e -> e.news() instanceof News.Ready);
  }

  @Test
  void listenerThatComesBackInTheMiddleOfTheMissed_hearsTheRest() {
    quotas.state("ann", 1, 500);
    Subscription first = listen();
    String last = lastId(all(first));
    IntStream.range(0, 5)
        .forEach(i -> {
          quotas.state("ann", i + 2, 500);
          time.advance(A_MOMENT);
        });
    first.close();
    List<Event> missed = all(listen(last));

    for (int heard = 0; heard < missed.size() - 1; heard++) {
      List<String> rest = words(all(listen(missed.get(heard).id())));
      assertThat(rest).isEqualTo(words(missed).subList(heard + 1, missed.size()));
    }
  }

  @Test
  void listenerWhoseStateWasCutOff_beginsAnew() {
    quotas.state("ann", 3, 500);
    Subscription first = listen();
    first.poll();
    Event second = first.poll().orElseThrow();

    assertThat(second.id()).isEmpty();
    assertThat(words(all(listen(second.id())))).startsWith("reset first").hasSize(7);
  }

  @Test
  void listenerThatMissedMoreLossesThanAreKept_beginsAnewAndIsToldWhy() {
    quotas.state("ann", MOST_GONE + 2, 500);
    Subscription slow = listen();
    String last = lastId(all(slow));

    quotas.state("ann", 1, 500);
    time.advance(A_MOMENT);

    List<String> anew =
        List.of("reset too-old", "account ann", "account bob", "quota ann/w0", "ready");
    assertThat(words(all(listen(last)))).containsExactlyInAnyOrderElementsOf(anew);
    List<Event> toSlow = all(slow);
    assertThat(words(toSlow)).containsExactlyInAnyOrderElementsOf(anew).startsWith("reset too-old");
    assertThat(words(all(listen(lastId(toSlow))))).containsExactly("ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "1", "-", "1-1", "0-999999999999999999999", "\u0000", "b-b", "é", "-1--1"})
  void idThatIsNotOfThisRun_givesTheStateAnew(String id) {
    assertThat(words(all(listen(id)))).startsWith("reset other-run").endsWith("ready");
  }

  @Test
  void idOfAnotherRunOrOfTheFuture_givesTheStateAnew() {
    Feed other = feed(12);
    String foreign = lastId(all(other.subscribe(_ -> true, "").orElseThrow()));
    String ours = lastId(all(listen()));
    String future = ours.replaceFirst("-.*", "-1000000");

    assertThat(words(all(listen(foreign)))).startsWith("reset other-run");
    assertThat(words(all(listen(future)))).startsWith("reset other-run");
  }

  @Test
  void feedThatNobodyHeardForLong_forgetsAndDoesNothing() {
    quotas.state("ann", 1, 500);
    Subscription listener = listen();
    String last = lastId(all(listener));
    listener.close();
    time.advance(Duration.ofMinutes(5));
    assertThat(time.pending()).isZero();

    quotas.state("ann", 1, 400);
    assertThat(time.pending()).isZero();

    assertThat(words(all(listen(last)))).startsWith("reset too-old");
  }

  @Test
  void listenersBeyondTheMost_areTurnedAwayUntilOneLeaves() {
    List<Subscription> listeners =
        IntStream.range(0, Feed.MOST_LISTENERS).mapToObj(_ -> listen()).toList();

    assertThat(feed.subscribe(_ -> true, "")).isEmpty();
    listeners.getFirst().close();
    assertThat(feed.subscribe(_ -> true, "")).isPresent();
  }

  @Test
  void accountThatChangesItsProvider_isGoneBeforeItIsBack() {
    quotas.state("ann", 1, 500);
    Subscription listener = listen();
    all(listener);
    var moved = Account.of(new AccountId("ann"), "openai", SecretSource.of(Secret.of("other")));

    quotas.manager.replaceAccounts(List.of(moved, EngineQuotas.accounts("bob").getFirst()));
    time.advance(Duration.ofSeconds(6));

    assertThat(words(all(listener)))
        .filteredOn(word -> word.startsWith("account"))
        .startsWith("account-gone ann")
        .contains("account ann");
  }
}
