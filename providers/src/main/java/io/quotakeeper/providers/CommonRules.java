package io.quotakeeper.providers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What holds of every provider unless its adapter says otherwise; see {@code common.yaml}. */
final class CommonRules {

  private static final AdapterFile FILE =
      AdapterFormat.parse("common.yaml", Resources.text("adapters/common.yaml"));

  private CommonRules() {}

  static AdapterFile file() {
    return FILE;
  }

  /** The names of the common facts. */
  static Set<String> facts() {
    return FILE.facts().keySet();
  }

  /** The common facts, replaced by an adapter's of the same name. */
  static Map<String, Expr> facts(AdapterFile adapter) {
    Map<String, Expr> all = new LinkedHashMap<>(FILE.facts());
    all.putAll(adapter.facts());
    return all;
  }

  /** An adapter's refusals, then the common ones. */
  static List<RefusalRule> refusals(AdapterFile adapter) {
    return Stream.concat(adapter.refusals().stream(), FILE.refusals().stream()).toList();
  }
}
