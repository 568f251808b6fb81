package io.quotakeeper.providers;

import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import java.util.List;
import java.util.Optional;

/** Finds the first rule that takes a reply for a refusal. */
final class RefusalReader {

  private final List<RefusalRule> rules;
  private final List<ScopeSource> subject;
  private final ErrorReader errors;
  private final RuleLog log;

  RefusalReader(
      List<RefusalRule> rules, List<ScopeSource> subject, ErrorReader errors, RuleLog log) {
    this.rules = rules;
    this.subject = subject;
    this.errors = errors;
    this.log = log;
  }

  /**
   * What a reply says in the way of errors.
   *
   * @param refusal the refusal, if a rule takes it for one
   * @param isHidden whether it is an error though its status is that of a success
   */
  record Finding(Optional<Refusal> refusal, boolean isHidden) {

    private static final Finding NONE = new Finding(Optional.empty(), false);
  }

  /** What there is to find. */
  Finding read(Material head) {
    Reply reply = head.reply();
    boolean mayHide = reply.status() / 100 == 2 && ErrorReader.mayTell(reply.body());
    List<RefusalRule> concerned =
        rules.stream().filter(r -> r.concerns(reply.call(), reply.status())).toList();
    if (concerned.isEmpty() && !mayHide) {
      return Finding.NONE;
    }
    ErrorFacts error = errors.read(head);
    boolean isHidden = mayHide && error.isError();
    if (isHidden) {
      concerned =
          rules.stream()
              .filter(
                  r -> r.concerns(reply.call(), reply.status()) || r.concernsErrorOf(reply.call()))
              .toList();
    }
    return new Finding(first(concerned, head.withError(error)), isHidden);
  }

  private Optional<Refusal> first(List<RefusalRule> concerned, Material material) {
    Optional<RefusalRule> found =
        concerned.stream().filter(rule -> rule.matches(material)).findFirst();
    found.ifPresent(rule -> log.used("refusal", rule.name(), ""));
    return found.flatMap(rule -> rule.refusalClass().map(kind -> refusal(rule, kind, material)));
  }

  private Refusal refusal(RefusalRule rule, RefusalClass kind, Material material) {
    Refusal.Target byCall =
        material.reply().call().equals(Adapter.TRAFFIC)
            ? Refusal.Target.REQUEST
            : Refusal.Target.SYNC;
    Refusal.Target given = rule.of();
    List<ScopeSource> scopes = rule.scope().isEmpty() ? subject : rule.scope();
    Scope scope = ScopeSource.first(scopes, material);
    String window =
        rule.window() == null
            ? ""
            : rule.window().find(material).map(WindowNames::kebab).orElse("");
    return new Refusal(
        kind,
        given == null ? byCall : given,
        scope,
        window,
        TimeSource.firstAhead(rule.until(), material),
        Texts.message(material.error().facts().getOrDefault("message", "")),
        rule.action() == null ? "" : rule.action().find(material.error().facts()));
  }
}
