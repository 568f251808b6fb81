package io.quotakeeper.providers;

import java.util.List;
import java.util.Set;

/**
 * The page of all providers, made of their adapters alone: what is read of each, how often, what it
 * means, and its pitfalls.
 */
public final class Catalogue {

  private Catalogue() {}

  /** The lines of the page, in Markdown; always the same for the same adapters. */
  public static List<String> page(Adapters adapters) {
    Markdown page = new Markdown();
    head(page);
    table(page, adapters.all());
    words(page);
    adapters.all().forEach(adapter -> new CatalogueSection(adapter, page).write());
    return page.lines();
  }

  private static void head(Markdown page) {
    page.heading(1, "Providers");
    page.paragraph(
        "What Quotakeeper reads of each provider, how often, what it means, and what to beware of. This page is made"
            + " from the adapters by `quotakeeper provider docs`; do not edit it. `quotakeeper provider show NAME`"
            + " tells of one, and [adapters.md](adapters.md) how to write your own.");
  }

  private static void table(Markdown page, List<Adapter> adapters) {
    page.table(
        List.of("Provider", "Access", "Learns from", "Windows"),
        adapters.stream()
            .map(adapter ->
                List.of(
                    "[" + adapter.name() + "](#" + adapter.name() + ")",
                    adapter.isVendorPrivate() ? "opt-in" : "documented",
                    learns(adapter),
                    windows(adapter)))
            .toList());
  }

  private static String learns(Adapter adapter) {
    if (adapter.chains().isEmpty()) {
      return "traffic";
    }
    return new CatalogueSection(adapter, new Markdown()).hasTraffic() ? "sync and traffic" : "sync";
  }

  private static String windows(Adapter adapter) {
    Set<String> names = new CatalogueSection(adapter, new Markdown()).windowNames();
    if (names.isEmpty()) {
      return adapter.file().rateLimitFields() == null ? "refusals alone" : "by their policies";
    }
    return String.join(", ", names);
  }

  private static void words(Markdown page) {
    page.heading(2, "How to read this page");
    page.points(
        List.of(
            "A *scope* is what a window covers: the account, one model, or a group of models or calls. Where several"
                + " stand, the reply decides. A *window* is named by its length or kind; `as told` is the provider's"
                + " own word, and `by its length` is a word such as `5h` or `weekly` for the length that is told.",
            "What is *told* of a window are the numbers in the reply; what can be counted from them, is. An *extra*"
                + " window can help, and never blocks.",
            "*Resets* and *until* say where the time is taken from, the best place first, or which date of the calendar"
                + " it is where no reply says it. An empty field means that no time is known.",
            "A sync is made as often as the monitor decides, but never more often"
                + " than a call allows. Numbers of a call with a *lag* are older than the call by that much.",
            "Of every provider, status 401 is a credential that is not accepted, 402 is money, 529 is a shortage of the"
                + " server, and 429 with `Retry-After` a throttle, unless its table of refusals says otherwise.",
            "Accounts that share a limit need one `owner`, so that their numbers are not added up."));
  }
}
