package io.quotakeeper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.outlook.Look;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Windows as recorded evidence told of them, through the ledger as ever. Not thread-safe. */
final class RecordedUse {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration UNKNOWN_LENGTH = Duration.ofHours(5);

  private final Adapters adapters = Adapters.shipped();
  private final QuotaLedger ledger =
      new QuotaLedger((provider, group, model) ->
          adapters
              .find(provider)
              .map(adapter -> adapter.groups().contains(provider, group, model))
              .orElse(false));
  private final Map<Name, List<Look>> looks = new LinkedHashMap<>();
  private Instant now = Instant.EPOCH;

  private record Name(Owner owner, Window window) {}

  /**
   * One window.
   *
   * @param points its looks; to be foretold are those before a look that found nothing left
   * @param length how long it is
   */
  record Series(List<UsePoint> points, Duration length) {}

  private RecordedUse() {
    ledger.subscribe(change ->
        change
            .after()
            .windows()
            .forEach((window, after) -> {
              QuotaState before = change.before().windows().get(window);
              if (!after.equals(before)) {
                Look.of(before == null ? after : before, after, now)
                    .ifPresent(look ->
                        looks
                            .computeIfAbsent(
                                new Name(change.owner(), window), _ -> new ArrayList<>())
                            .add(look));
              }
            }));
  }

  /**
   * The windows that a file of evidence tells of.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  static List<Series> of(Path evidence) {
    var recorded = new RecordedUse();
    try (Stream<String> lines = Files.lines(evidence)) {
      lines.filter(line -> !line.isBlank()).forEach(recorded::take);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + evidence, e);
    }
    return recorded.series();
  }

  private void take(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("a line is no JSON", e);
    }
    String kind = node.path("kind").asText();
    if (kind.equals("poll") || kind.equals("traffic")) {
      adapters.find(node.path("provider").asText()).ifPresent(adapter -> replied(adapter, node));
    }
  }

  private void replied(Adapter adapter, JsonNode node) {
    now = Instant.parse(node.path("receivedAt").asText());
    Headers headers = Headers.none();
    for (JsonNode each : node.path("headers")) {
      String[] field = each.asText().split(": ?", 2);
      headers = field.length == 2 ? headers.with(field[0], field[1]) : headers;
    }
    var context = new Context(node.path("model").asText(), node.path("baseUrl").asText());
    String call = node.path("call").asText();
    var reply =
        new Reply(call, node.path("status").asInt(), headers, node.path("body").asText(), now);
    Understanding meaning = adapter.read(reply, context);
    var sighting =
        new Sighting(
            new AccountId(node.path("account").asText()),
            new Owner(adapter.name(), node.path("owner").asText()),
            Instant.parse(node.path("sentAt").asText()),
            now);
    if (!meaning.readings().isEmpty()) {
      ledger.record(
          call.equals(Adapter.TRAFFIC)
              ? new Evidence.Observed(
                  sighting, adapter.subject(reply, context), false, meaning.readings())
              : new Evidence.Polled(
                  sighting,
                  call,
                  call,
                  meaning.readings(),
                  meaning.availabilityOnly(),
                  adapter.lag(call)));
    }
  }

  private List<Series> series() {
    List<Series> all = new ArrayList<>();
    looks.forEach((name, told) ->
        all.add(new Series(points(told), name.window.length().orElse(UNKNOWN_LENGTH))));
    return all;
  }

  private static List<UsePoint> points(List<Look> told) {
    List<UsePoint> points = new ArrayList<>();
    Instant end = Instant.MAX;
    int section = 0;
    for (int i = told.size() - 1; i >= 0; i--) {
      Look look = told.get(i);
      if (i + 1 < told.size() && RunOutRule.isCut(look, told.get(i + 1))) {
        section++;
        end = Instant.MAX;
      }
      end = look.left() <= 0 ? look.at() : end;
      boolean isKnown = !end.equals(Instant.MAX);
      points.addFirst(
          new UsePoint(
              look, isKnown ? end : look.at(), isKnown && look.at().isBefore(end), section));
    }
    return points;
  }
}
