package io.quotakeeper.providers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what the parts of an adapter's file say of each other. */
final class AdapterCheck {

  private final AdapterFile file;
  private final List<Fault> faults = new ArrayList<>();

  private AdapterCheck(AdapterFile file) {
    this.file = file;
  }

  /**
   * What is wrong.
   *
   * @param key where, names and keys with points between them
   * @param message what
   */
  record Fault(String key, String message) {}

  /** What is wrong with a file, in the order in which it was found. */
  static List<Fault> faults(AdapterFile file) {
    AdapterCheck check = new AdapterCheck(file);
    check.head();
    check.chains();
    check.readings();
    check.headers();
    check.refusals();
    return check.faults;
  }

  private void head() {
    boolean isName =
        !file.name().isEmpty()
            && file.name()
                .chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    require(isName, "name", "must be lower-case letters, digits and hyphens");
    require(!file.summary().isEmpty(), "summary", "is missing");
    require(
        file.access().equals("documented") || file.access().equals("vendor-private"),
        "access",
        "must be documented or vendor-private");
    require(Set.of("project").containsAll(file.needs()), "needs", "only project can be asked for");
    require(
        file.sync().equals("none") != !file.chains().isEmpty(),
        "sync",
        "must be none, or chains must be given, and not both");
    try {
      BaseUrl.checked(file.baseUrl());
    } catch (IllegalArgumentException e) {
      require(false, "baseUrl", String.valueOf(e.getMessage()));
    }
    scopes("subject", file.subject());
    file.times()
        .forEach((name, times) -> {
          times("times." + name, times);
          require(
              times.stream().allMatch(t -> t.use().isEmpty()),
              "times." + name,
              "cannot use another list");
        });
  }

  private void chains() {
    unique("chains", file.chains().stream().map(AdapterFile.ChainRule::name));
    for (AdapterFile.ChainRule chain : file.chains()) {
      String key = "chains." + chain.name();
      require(!chain.name().isEmpty() && !chain.calls().isEmpty(), key, "needs name and calls");
      for (String call : chain.calls()) {
        CallRule rule = file.calls().get(call);
        require(rule != null && rule.request() != null, key + ".calls", "no call to send: " + call);
      }
    }
    require(!file.calls().containsKey(Adapter.TRAFFIC), "calls.traffic", "traffic is not a call");
  }

  private void readings() {
    file.calls()
        .forEach((call, rule) -> {
          String key = "calls." + call + ".readings";
          unique(key, rule.readings().stream().map(ReadingRule::name));
          for (ReadingRule reading : rule.readings()) {
            String at = key + "." + reading.name();
            scopes(at, reading.scope());
            texts(at, reading.window(), reading.unit());
            times(at, reading.resetsAt());
            times(at, reading.expiresAt());
          }
        });
  }

  private void headers() {
    scopes("rateLimitFields", file.rateLimitFields());
    unique("headers", file.headers().stream().map(HeaderRule::name));
    for (HeaderRule rule : file.headers()) {
      String key = "headers." + rule.name();
      calls(key, rule.calls());
      scopes(key, rule.scope());
      texts(key, rule.window(), rule.unit());
      times(key, rule.resetsAt());
      long stars = rule.amount().values().stream().filter(n -> n.contains("*")).count();
      require(
          stars == 0 || stars == rule.amount().size(), key + ".amount", "a star in all or in none");
      require(
          rule.amount().values().stream().allMatch(n -> n.indexOf('*') == n.lastIndexOf('*')),
          key + ".amount",
          "one star at most");
      require(noJq(rule), key, "expressions cannot be used on headers");
    }
  }

  private static boolean noJq(HeaderRule rule) {
    return Stream.of(rule.window(), rule.unit()).allMatch(t -> t == null || t.jq() == null)
        && rule.scope().stream().allMatch(s -> s.jq() == null)
        && rule.resetsAt().stream().allMatch(t -> t.jq() == null);
  }

  private void refusals() {
    unique("refusals", file.refusals().stream().map(RefusalRule::name));
    for (RefusalRule rule : file.refusals()) {
      String key = "refusals." + rule.name();
      calls(key, rule.calls());
      scopes(key, rule.scope());
      texts(key, rule.window());
      times(key, rule.until());
      rule.facts().keySet().forEach(fact -> fact(key, fact));
      rule.factSays().keySet().forEach(fact -> fact(key, fact));
      if (rule.action() != null) {
        fact(key, rule.action().fact());
      }
    }
  }

  private void calls(String key, List<String> calls) {
    for (String call : calls) {
      require(
          call.equals(Adapter.TRAFFIC) || file.calls().containsKey(call),
          key + ".calls",
          "no such call: " + call);
    }
  }

  private void scopes(String key, List<ScopeSource> scopes) {
    scopes.forEach(scope -> texts(key + ".scope", scope.model(), scope.group()));
  }

  private void times(String key, List<TimeSource> times) {
    for (TimeSource time : times) {
      fact(key, time.fact());
      require(
          time.use().isEmpty() || file.times().containsKey(time.use()),
          key,
          "no such times: " + time.use());
      texts(key, time.convention());
    }
  }

  private void texts(String key, @Nullable TextSource... texts) {
    for (TextSource text : texts) {
      if (text != null) {
        fact(key, text.fact());
        require(
            text.table().isEmpty() || file.tables().containsKey(text.table()),
            key,
            "no such table: " + text.table());
      }
    }
  }

  private void fact(String key, String fact) {
    require(
        fact.isEmpty() || file.facts().containsKey(fact) || CommonRules.facts().contains(fact),
        key,
        "no such fact: " + fact);
  }

  private void unique(String key, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    names.filter(name -> !seen.add(name)).forEach(twice::add);
    require(twice.isEmpty(), key, "a name stands twice: " + twice);
  }

  private void require(boolean holds, String key, String message) {
    if (!holds) {
      faults.add(new Fault(key, message));
    }
  }
}
