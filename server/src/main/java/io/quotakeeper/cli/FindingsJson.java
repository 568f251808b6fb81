package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.replay.Difference;
import io.quotakeeper.replay.Findings;
import io.quotakeeper.select.Strategy;

/** What a simulation found, as JSON. */
final class FindingsJson {

  private FindingsJson() {}

  static ObjectNode of(Findings findings) {
    ObjectNode node = object();
    node.put("from", findings.span().map(it -> it.from().toString()).orElse(null));
    node.put("to", findings.span().map(it -> it.to().toString()).orElse(null));
    var items = node.putArray("items");
    findings.pools().forEach(pool -> items.add(pool(pool)));
    node.set("gaps", gaps(findings.gaps()));
    var notes = node.putArray("notes");
    FindingsNotes.of(findings).forEach(notes::add);
    return node;
  }

  private static ObjectNode pool(Findings.OfPool pool) {
    ObjectNode node = object();
    node.put("pool", pool.pool());
    node.put("requests", pool.requests());
    ObjectNode recorded = node.putObject("recorded");
    recorded.put("refusals", pool.recorded().refusals());
    recorded.put("sessions", pool.recorded().sessions());
    recorded.put("moves", pool.recorded().moves());
    var strategies = node.putArray("strategies");
    pool.strategies().forEach(it -> strategies.add(strategy(it)));
    var lapsed = node.putArray("lapsed");
    pool.lapsed().forEach(it -> lapsed.add(lapsed(it)));
    return node;
  }

  private static ObjectNode strategy(Findings.OfStrategy found) {
    ObjectNode node = object();
    node.put("strategy", found.strategy().word());
    node.put("elsewhere", found.elsewhere());
    node.put("refusals", found.counts().refusals());
    node.put("avoided", found.avoided());
    node.put("new", found.added());
    node.put("noneLeft", found.counts().noneLeft());
    node.put("moves", found.counts().moves());
    var differences = node.putArray("differences");
    found.differences().forEach(it -> differences.add(difference(it)));
    return node;
  }

  private static ObjectNode difference(Difference difference) {
    ObjectNode node = object();
    node.put("at", difference.at().toString());
    node.put("model", difference.model().isEmpty() ? null : difference.model());
    node.put("recorded", difference.recorded().value());
    node.put("chosen", difference.chosen().map(it -> it.value()).orElse(null));
    node.put("reason", difference.why());
    difference
        .passedOver()
        .ifPresentOrElse(
            it ->
                node.putObject("passedOver")
                    .put("reason", it.reason().word())
                    .put("headroom", it.headroom())
                    .put("detail", it.detail()),
            () -> node.putNull("passedOver"));
    node.put(
        "effect",
        switch (difference.effect()) {
          case NONE -> "none";
          case AVOIDED -> "avoided";
          case REFUSED -> "refused";
          case NONE_LEFT -> "none-left";
        });
    return node;
  }

  private static ObjectNode lapsed(Findings.Lapsed lapsed) {
    ObjectNode node = object();
    node.put("window", lapsed.window());
    node.put("periods", lapsed.periods());
    node.put("recorded", lapsed.recorded());
    ObjectNode strategies = node.putObject("strategies");
    for (Strategy strategy : Strategy.values()) {
      Double share = lapsed.strategies().get(strategy);
      if (share != null) {
        strategies.put(strategy.word(), share);
      }
    }
    return node;
  }

  private static ObjectNode gaps(Findings.Gaps gaps) {
    ObjectNode node = object();
    node.put("unleased", gaps.unleased());
    node.put("unended", gaps.unended());
    node.put("withoutSession", gaps.withoutSession());
    node.put("unusable", gaps.unusable());
    node.put("otherPools", gaps.otherPools());
    var strangers = node.putArray("strangers");
    gaps.strangers().forEach(it -> strangers.add(it.value()));
    var unpriced = node.putArray("unpriced");
    gaps.unpriced().forEach(unpriced::add);
    return node;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
