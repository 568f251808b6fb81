package io.quotakeeper.providers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what the parts of an adapter's file say of each other. */
final class AdapterCheck {

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final String NO_JQ = "expressions cannot be used on headers";

  private final AdapterFile file;
  private final List<Misfit> misfits = new ArrayList<>();

  private AdapterCheck(AdapterFile file) {
    this.file = file;
  }

  /** What is wrong with a file, in the order in which it was found. */
  static List<Misfit> misfits(AdapterFile file) {
    AdapterCheck check = new AdapterCheck(file);
    check.head();
    check.grants();
    check.chains();
    check.calls();
    check.readings();
    check.headers();
    check.refusals();
    return check.misfits;
  }

  private void head() {
    boolean isName =
        !file.name().isEmpty()
            && file.name()
                .chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    require(isName, List.of("name"), "must be lower-case letters, digits and hyphens");
    require(!file.summary().isEmpty(), List.of("summary"), "is missing");
    require(
        file.access().equals("documented") || file.access().equals("vendor-private"),
        List.of("access"),
        "must be documented or vendor-private");
    require(
        Set.of("project").containsAll(file.needs()),
        List.of("needs"),
        "only project can be asked for");
    require(
        file.sync().equals("none") != !file.chains().isEmpty(),
        List.of("sync"),
        "must be none, or chains must be given, and not both");
    baseUrl();
    scopes(List.of("subject"), file.subject());
    file.times()
        .forEach((name, times) -> {
          List<String> path = List.of("times", name);
          times(path, times);
          require(times.stream().allMatch(t -> t.use().isEmpty()), path, "cannot use another list");
        });
  }

  private void baseUrl() {
    if (file.baseUrl().isEmpty()) {
      require(
          file.chains().isEmpty(),
          List.of("baseUrl"),
          "is missing: it is where the calls are sent");
      return;
    }
    try {
      BaseUrl.checked(file.baseUrl());
    } catch (IllegalArgumentException e) {
      require(false, List.of("baseUrl"), String.valueOf(e.getMessage()));
    }
  }

  private void grants() {
    if (file.grants() == null) {
      return;
    }
    List<String> path = List.of("grants");
    CallRule call = file.calls().get(TokenEndpoint.CALL);
    boolean isForm =
        call != null
            && call.request() != null
            && call.request().method().equals("POST")
            && call.request().body().isEmpty()
            && !call.request().needsProject();
    require(
        isForm && !file.baseUrl().isEmpty(),
        path,
        "needs baseUrl, and a call " + TokenEndpoint.CALL + " with a POST request without a body");
    require(
        Stream.of(Grant.values()).anyMatch(grant -> !file.grants().form(grant).isEmpty()),
        path,
        "needs refreshToken or serviceAccount");
  }

  private void chains() {
    unique(List.of("chains"), file.chains().stream().map(AdapterFile.ChainRule::name));
    for (AdapterFile.ChainRule chain : file.chains()) {
      List<String> path = List.of("chains", chain.name());
      require(!chain.name().isEmpty() && !chain.calls().isEmpty(), path, "needs name and calls");
      for (String call : chain.calls()) {
        CallRule rule = file.calls().get(call);
        require(
            rule != null && rule.request() != null,
            AdapterKeys.with(path, "calls"),
            "no call to send: " + call);
      }
    }
    require(
        !file.calls().containsKey(Adapter.TRAFFIC),
        List.of("calls", Adapter.TRAFFIC),
        "traffic is not a call");
  }

  private void calls() {
    file.calls()
        .forEach((call, rule) ->
            require(
                rule.every().compareTo(LONGEST_PAUSE) <= 0,
                List.of("calls", call, "every"),
                "must be a day at most: values are unknown after that"));
  }

  private void readings() {
    file.calls()
        .forEach((call, rule) -> {
          List<String> path = List.of("calls", call, "readings");
          unique(path, rule.readings().stream().map(ReadingRule::name));
          for (ReadingRule reading : rule.readings()) {
            List<String> at = AdapterKeys.with(path, reading.name());
            scopes(at, reading.scope());
            texts(at, reading.window(), reading.unit());
            times(at, reading.resetsAt());
            times(at, reading.expiresAt());
          }
        });
  }

  private void headers() {
    if (file.rateLimitFields() != null) {
      List<ScopeSource> scope = file.rateLimitFields().scope();
      scopes(List.of("rateLimitFields"), scope);
      require(noJq(scope), List.of("rateLimitFields"), NO_JQ);
    }
    unique(List.of("headers"), file.headers().stream().map(HeaderRule::name));
    for (HeaderRule rule : file.headers()) {
      List<String> path = List.of("headers", rule.name());
      calls(path, rule.calls());
      scopes(path, rule.scope());
      texts(path, rule.window(), rule.unit());
      times(path, rule.resetsAt());
      long stars = rule.amount().values().stream().filter(n -> n.contains("*")).count();
      require(
          stars == 0 || stars == rule.amount().size(),
          AdapterKeys.with(path, "amount"),
          "a star in all or in none");
      require(
          rule.amount().values().stream().allMatch(AdapterCheck::hasOneStarAtMost),
          AdapterKeys.with(path, "amount"),
          "one star at most");
      require(noJq(rule), path, NO_JQ);
    }
  }

  private static boolean hasOneStarAtMost(String name) {
    return name.indexOf('*') == name.lastIndexOf('*');
  }

  private static boolean noJq(HeaderRule rule) {
    return Stream.of(rule.window(), rule.unit()).allMatch(t -> t == null || t.jq() == null)
        && noJq(rule.scope())
        && rule.resetsAt().stream().allMatch(t -> t.jq() == null);
  }

  private static boolean noJq(List<ScopeSource> scopes) {
    return scopes.stream().allMatch(s -> s.jq() == null);
  }

  private void refusals() {
    unique(List.of("refusals"), file.refusals().stream().map(RefusalRule::name));
    for (RefusalRule rule : file.refusals()) {
      List<String> path = List.of("refusals", rule.name());
      calls(path, rule.calls());
      require(
          rule.headers().keySet().stream().allMatch(AdapterCheck::hasOneStarAtMost),
          AdapterKeys.with(path, "headers"),
          "one star at most");
      scopes(path, rule.scope());
      texts(path, rule.window());
      times(path, rule.until());
      rule.facts().keySet().forEach(fact -> fact(path, fact));
      rule.factSays().keySet().forEach(fact -> fact(path, fact));
      if (rule.action() != null) {
        fact(path, rule.action().fact());
      }
    }
  }

  private void calls(List<String> path, List<String> calls) {
    for (String call : calls) {
      require(
          call.equals(Adapter.TRAFFIC) || file.calls().containsKey(call),
          AdapterKeys.with(path, "calls"),
          "no such call: " + call);
    }
  }

  private void scopes(List<String> path, List<ScopeSource> scopes) {
    scopes.forEach(scope -> texts(AdapterKeys.with(path, "scope"), scope.model(), scope.group()));
  }

  private void times(List<String> path, List<TimeSource> times) {
    for (TimeSource time : times) {
      fact(path, time.fact());
      require(
          time.use().isEmpty() || file.times().containsKey(time.use()),
          path,
          "no such times: " + time.use());
      texts(path, time.convention());
    }
  }

  private void texts(List<String> path, @Nullable TextSource... texts) {
    for (TextSource text : texts) {
      if (text != null) {
        fact(path, text.fact());
        require(
            text.table().isEmpty() || file.tables().containsKey(text.table()),
            path,
            "no such table: " + text.table());
      }
    }
  }

  private void fact(List<String> path, String fact) {
    require(
        fact.isEmpty() || file.facts().containsKey(fact) || CommonRules.facts().contains(fact),
        path,
        "no such fact: " + fact);
  }

  private void unique(List<String> path, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    names.filter(name -> !seen.add(name)).forEach(twice::add);
    require(twice.isEmpty(), path, "a name stands twice: " + twice);
  }

  private void require(boolean holds, List<String> path, String message) {
    if (!holds) {
      misfits.add(new Misfit(path, message));
    }
  }
}
