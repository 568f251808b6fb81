package io.quotakeeper.providers;

import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the {@link Catalogue} says of one adapter. */
final class CatalogueSection {

  private static final String ACCOUNT_URL = "https://api.example";

  private final Adapter adapter;
  private final AdapterFile file;
  private final RuleWords words;
  private final Markdown page;

  CatalogueSection(Adapter adapter, Markdown page) {
    this.adapter = adapter;
    this.file = adapter.file();
    this.words = new RuleWords(file);
    this.page = page;
  }

  void write() {
    page.heading(2, adapter.name());
    page.paragraph(adapter.summary());
    page.points(facts());
    page.code("yaml", configuration());
    calls();
    windows();
    refusals();
    if (!adapter.pitfalls().isEmpty()) {
      page.paragraph("**Pitfalls**");
      page.points(adapter.pitfalls());
    }
  }

  private List<String> facts() {
    List<String> facts = new ArrayList<>();
    facts.add("**Access:** " + access());
    if (!adapter.terms().isEmpty()) {
      facts.add("**Terms:** " + adapter.terms());
    }
    facts.add("**An account names** " + String.join("; ", accountNeeds()) + ".");
    facts.add("**Learns from:** " + sync());
    Collection<String> headers = headers();
    if (!headers.isEmpty()) {
      facts.add("**Headers that are read:** " + codes(headers) + ".");
    }
    if (!file.groups().isEmpty()) {
      facts.add("**Groups of models:** " + groups() + ".");
    }
    return facts;
  }

  private String access() {
    return adapter.isVendorPrivate()
        ? "vendor-private, and off until the operator switches it on, as below."
        : "documented.";
  }

  private List<String> accountNeeds() {
    List<String> needs = new ArrayList<>();
    AuthRule auth = file.auth();
    if (auth == null) {
      needs.add("its `secret`, which is never sent, since nothing is called");
    } else {
      needs.add(
          auth.header().isEmpty()
              ? "its `secret`, sent in the query as " + Markdown.code(auth.query())
              : "its `secret`, sent as " + Markdown.code(auth.header() + ": " + auth.value()));
    }
    adapter
        .login()
        .map(way -> "or instead of it a login (`oauth` or `serviceAccount`) at " + link(way))
        .ifPresent(needs::add);
    if (adapter.needsProject()) {
      needs.add("its `project`");
    }
    if (!adapter.needsProject() && mayNameProject()) {
      needs.add("a `project` if it has one");
    }
    needs.add(
        adapter.baseUrl().isEmpty()
            ? "the `baseUrl` of its API"
            : "a `baseUrl` only if it is not " + Markdown.code(adapter.baseUrl()));
    return needs;
  }

  private static String link(LoginWay way) {
    return "[" + way.adapter() + "](#" + way.adapter() + ")";
  }

  private boolean mayNameProject() {
    return file.calls().values().stream()
        .map(CallRule::request)
        .filter(Objects::nonNull)
        .flatMap(request -> request.headers().values().stream())
        .anyMatch(value -> value.contains("${project}"));
  }

  private String sync() {
    if (adapter.chains().isEmpty()) {
      return "traffic alone (`sync: none`): there is no quota call.";
    }
    List<String> chains =
        adapter.chains().stream()
            .map(chain ->
                String.join(", else ", chain.calls().stream().map(Markdown::code).toList())
                    + (chain.optional() ? " (optional)" : ""))
            .toList();
    String traffic =
        hasTraffic() ? ", and the headers and errors of traffic" : ", and errors of traffic";
    return "a sync that calls " + String.join("; and ", chains) + traffic + ".";
  }

  boolean hasTraffic() {
    return !file.headers().isEmpty() || file.rateLimitFields() != null;
  }

  private Collection<String> headers() {
    Set<String> names = new TreeSet<>();
    for (HeaderRule rule : file.headers()) {
      names.addAll(rule.amount().values());
      names.addAll(rule.headers().keySet());
      texts(rule.window(), rule.unit()).forEach(names::add);
      scopes(rule.scope()).forEach(names::add);
      times(rule.resetsAt()).forEach(names::add);
    }
    for (RefusalRule rule : file.refusals()) {
      names.addAll(rule.headers().keySet());
      texts(rule.window()).forEach(names::add);
      scopes(rule.scope()).forEach(names::add);
      times(rule.until()).forEach(names::add);
    }
    if (file.rateLimitFields() != null) {
      names.addAll(RateLimitFields.NAMES);
    }
    names.remove("");
    return names;
  }

  private static Stream<String> texts(@Nullable TextSource... texts) {
    return Stream.of(texts).filter(Objects::nonNull).map(TextSource::header);
  }

  private static Stream<String> scopes(List<ScopeSource> scopes) {
    return scopes.stream().flatMap(scope -> texts(scope.model(), scope.group()));
  }

  private Stream<String> times(List<TimeSource> times) {
    return words.places(times).map(TimeSource::header);
  }

  private String groups() {
    return String.join(
        "; ",
        new TreeMap<>(file.groups())
            .entrySet().stream()
                .map(e -> Markdown.code(e.getKey()) + " is " + codes(e.getValue()))
                .toList());
  }

  private static String codes(Collection<String> texts) {
    return String.join(", ", texts.stream().map(Markdown::code).toList());
  }

  /** The least that a configuration says to use it. */
  private List<String> configuration() {
    List<String> lines = new ArrayList<>();
    if (adapter.isVendorPrivate()) {
      lines.add("providers:");
      lines.add("  " + adapter.name() + ": {enabled: true}");
    }
    lines.add("accounts:");
    lines.add("  - id: my-" + adapter.name());
    lines.add("    provider: " + adapter.name());
    lines.add("    secret: {env: " + RuleWords.variable(adapter.name()) + "}");
    if (adapter.needsProject()) {
      lines.add("    project: my-project");
    }
    if (adapter.baseUrl().isEmpty()) {
      lines.add("    baseUrl: " + ACCOUNT_URL);
    }
    return lines;
  }

  private void calls() {
    List<List<String>> rows = new ArrayList<>();
    file.calls()
        .forEach((name, call) ->
            rows.add(
                List.of(
                    Markdown.code(name),
                    request(call),
                    call.request() == null ? "" : pace(name, call.every()),
                    call.lag().isZero() ? "" : RuleWords.duration(call.lag()))));
    page.table(List.of("Call", "Request", "How often", "Lag"), rows);
  }

  private String request(CallRule call) {
    RequestRule request = call.request();
    if (request == null) {
      return "read if its reply is handed in, never sent";
    }
    String path = request.path().split("\\?", 2)[0];
    return Markdown.code(request.method() + " " + adapter.baseUrl() + path);
  }

  private String pace(String call, Duration every) {
    if (call.equals(TokenEndpoint.CALL) && adapter.tokenEndpoint().isPresent()) {
      return "when a login is renewed";
    }
    return every.isZero()
        ? "as the monitor decides"
        : "every " + RuleWords.duration(every) + " at most";
  }

  private void windows() {
    List<List<String>> rows = new ArrayList<>();
    file.calls()
        .forEach((name, call) ->
            call.readings()
                .forEach(r ->
                    rows.add(
                        List.of(
                            r.name(),
                            Markdown.code(name),
                            words.scope(r.scope()),
                            window(r.window(), r.unit()),
                            words.word(r.unit()) + role(r.role()),
                            measures(r.amount()),
                            resets(r.resetsAt(), r.expiresAt())))));
    for (HeaderRule r : file.headers()) {
      rows.add(
          List.of(
              r.name(),
              "headers",
              words.scope(r.scope()),
              window(r.window(), r.unit()),
              words.word(r.unit()) + role(r.role()),
              measures(r.amount()),
              resets(r.resetsAt(), List.of())));
    }
    if (file.rateLimitFields() != null) {
      rows.add(
          List.of(
              "RateLimit",
              "headers",
              words.scope(file.rateLimitFields().scope()),
              "by its policy",
              RuleWords.TOLD,
              "limit, remaining",
              "`ratelimit`"));
    }
    page.table(List.of("Reading", "From", "Scope", "Window", "Unit", "Told", "Resets"), rows);
  }

  private String window(@Nullable TextSource window, @Nullable TextSource unit) {
    return RuleWords.joined(words.windows(window, unit));
  }

  private static String role(Role role) {
    return role == Role.EXTRA ? ", extra: never blocks" : "";
  }

  private static String measures(Map<Measure, ?> amount) {
    return amount.isEmpty()
        ? "nothing"
        : String.join(
            ", ",
            amount.keySet().stream().sorted().map(m -> Word.of(m).replace('-', ' ')).toList());
  }

  private String resets(List<TimeSource> resets, List<TimeSource> expires) {
    String ends = words.times(expires);
    return ends.isEmpty() ? words.times(resets) : "ends for good: " + ends;
  }

  private void refusals() {
    List<List<String>> rows = new ArrayList<>();
    for (RefusalRule rule : file.refusals()) {
      rows.add(
          List.of(
              rule.name(),
              RuleWords.statuses(rule.status()),
              rule.kind(),
              blocks(rule),
              words.times(rule.until())));
    }
    page.table(List.of("Refusal", "Status", "Class", "Blocks", "Until"), rows);
  }

  private String blocks(RefusalRule rule) {
    boolean isOfCall = !rule.calls().isEmpty() && !rule.calls().contains(Adapter.TRAFFIC);
    if (isOfCall && rule.of() != Refusal.Target.REQUEST) {
      return "the quota call";
    }
    String scope = words.scope(rule.scope().isEmpty() ? file.subject() : rule.scope());
    String window = words.word(rule.window());
    return window.isEmpty() ? scope : scope + ": " + window;
  }

  /** The windows that it tells of, each once. */
  Set<String> windowNames() {
    Set<String> names = new LinkedHashSet<>();
    for (CallRule call : file.calls().values()) {
      call.readings().forEach(r -> names.addAll(words.windows(r.window(), r.unit())));
    }
    file.headers().forEach(r -> names.addAll(words.windows(r.window(), r.unit())));
    if (names.remove(RuleWords.TOLD)) {
      names.add(RuleWords.TOLD);
    }
    return names;
  }
}
