package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.cli.Table.Column;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Chain;
import java.util.List;

/** Adapters as tables and as JSON. */
final class AdapterPages {

  private final Adapters adapters;

  AdapterPages(Adapters adapters) {
    this.adapters = adapters;
  }

  /**
   * The adapter of that name.
   *
   * @throws Failure if there is none, naming those that there are
   */
  static Adapter find(Adapters adapters, String name) {
    return adapters
        .find(name)
        .orElseThrow(() ->
            new Failure(
                Exit.USAGE,
                "there is no adapter \"" + name + "\"",
                Choices.hint(
                    name,
                    adapters.names(),
                    "There are: " + String.join(", ", adapters.names()) + ".")));
  }

  List<String> list(Look look) {
    Table table =
        new Table(
            List.of(
                Column.whole("NAME"),
                Column.whole("SYNC"),
                Column.whole("USE"),
                new Column("READS", 20)));
    for (Adapter adapter : adapters.all()) {
      table.add(
          List.of(
              Cell.of(adapter.name()),
              Cell.of(adapter.chains().isEmpty() ? "from traffic" : "polled"),
              Cell.of(use(adapter)),
              Cell.of(adapter.summary())));
    }
    return table.lines(look);
  }

  List<String> page(String name, Look look) {
    Adapter adapter = find(adapters, name);
    Table table = new Table(List.of(Column.whole("FIELD"), Column.whole("VALUE")));
    table.add(List.of(Cell.of("name"), Cell.of(adapter.name())));
    table.add(List.of(Cell.of("reads"), Cell.of(adapter.summary())));
    table.add(List.of(Cell.of("use"), Cell.of(use(adapter))));
    table.add(List.of(Cell.of("from"), Cell.of(from(adapter))));
    table.add(
        List.of(Cell.of("project"), Cell.of(adapter.needsProject() ? "needed" : "not needed")));
    table.add(List.of(Cell.of("calls"), Cell.of(String.join(", ", adapter.calls()))));
    if (adapter.chains().isEmpty()) {
      table.add(List.of(Cell.of("sync"), Cell.of("none: limits are learned from real traffic")));
    }
    for (Chain chain : adapter.chains()) {
      String calls = String.join(", else ", chain.calls());
      String optional = chain.optional() ? " (optional)" : "";
      table.add(List.of(Cell.of("sync " + chain.name()), Cell.of(calls + optional)));
    }
    for (String pitfall : adapter.pitfalls()) {
      table.add(List.of(Cell.of("pitfall"), Cell.of(pitfall)));
    }
    return table.lines(look.unbounded());
  }

  String document() {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    var items = list.putArray("items");
    adapters.all().forEach(adapter -> items.add(node(adapter)));
    return Json.write(list);
  }

  String document(String name) {
    return Json.write(node(find(adapters, name)));
  }

  private static String use(Adapter adapter) {
    return adapter.isVendorPrivate() ? "opt-in" : "open";
  }

  private static String from(Adapter adapter) {
    return adapter.isShipped() ? "shipped" : adapter.source();
  }

  private static ObjectNode node(Adapter adapter) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", adapter.name());
    node.put("summary", adapter.summary());
    node.put("vendorPrivate", adapter.isVendorPrivate());
    node.put("from", from(adapter));
    node.put("needsProject", adapter.needsProject());
    var calls = node.putArray("calls");
    adapter.calls().forEach(calls::add);
    var sync = node.putArray("sync");
    for (Chain chain : adapter.chains()) {
      ObjectNode one = sync.addObject().put("name", chain.name());
      var chained = one.putArray("calls");
      chain.calls().forEach(chained::add);
      one.put("optional", chain.optional());
    }
    var pitfalls = node.putArray("pitfalls");
    adapter.pitfalls().forEach(pitfalls::add);
    return node;
  }
}
