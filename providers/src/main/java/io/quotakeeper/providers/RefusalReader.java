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

  /** The refusal, if the reply is one. */
  Optional<Refusal> read(Material head) {
    Reply reply = head.reply();
    List<RefusalRule> concerned =
        rules.stream().filter(r -> r.concerns(reply.call(), reply.status())).toList();
    if (concerned.isEmpty()) {
      return Optional.empty();
    }
    Material material = head.withError(errors.read(head));
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
