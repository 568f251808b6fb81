package io.quotakeeper.engine;

import io.quotakeeper.engine.QuotaFetcher.Fetched;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Chain;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recorded reply, read again: the evidence that a sync or {@link QuotaManager#observe} makes of
 * it, without what either does besides.
 *
 * @param evidence in the order in which it is recorded; empty if the reply says nothing
 * @param plan the plan that it names, {@link Plan#NONE} if none
 * @param refusal what it refused, of an answer to an ordinary request
 */
public record Reread(List<Evidence> evidence, Plan plan, Optional<Refusal> refusal) {

  /** Copies the list. */
  public Reread {
    evidence = List.copyOf(evidence);
  }

  /**
   * The reply to that account's call or request.
   *
   * @throws IllegalArgumentException if the adapter has no such call
   */
  public static Reread of(Adapter adapter, Sighting sighting, Context context, Reply reply) {
    if (!adapter.calls().contains(reply.call())) {
      throw new IllegalArgumentException(adapter.name() + " has no call " + reply.call());
    }
    Understanding meaning = adapter.read(reply, context);
    return reply.call().equals(Adapter.TRAFFIC)
        ? traffic(adapter, sighting, adapter.subject(reply, context), reply, meaning)
        : poll(adapter, new Fetched(reply.call(), sighting, reply, meaning));
  }

  private static Reread traffic(
      Adapter adapter, Sighting sighting, Scope subject, Reply reply, Understanding meaning) {
    List<Evidence> evidence = new ArrayList<>(2);
    boolean served = Traffic.isServed(reply, meaning);
    if (served || !meaning.readings().isEmpty()) {
      evidence.add(new Evidence.Observed(sighting, subject, served, meaning.readings()));
    }
    meaning
        .refusal()
        // A 401 of an account with quota calls is confirmed by one of these, whose reply follows.
        .filter(it -> it.kind() != RefusalClass.UNAUTHENTICATED || adapter.chains().isEmpty())
        .ifPresent(it -> evidence.add(new Evidence.Refused(sighting, it)));
    return new Reread(evidence, Plan.NONE, meaning.refusal());
  }

  private static Reread poll(Adapter adapter, Fetched fetched) {
    Understanding meaning = fetched.meaning();
    Optional<Chain> chain =
        adapter.chains().stream().filter(it -> it.calls().contains(fetched.call())).findFirst();
    List<Evidence> evidence = new ArrayList<>(2);
    boolean answered = Judge.answer(adapter.name(), "", fetched) instanceof CallEnd.Answered;
    if (answered) {
      evidence.add(
          new Evidence.Polled(
              fetched.sighting(),
              chain.map(Chain::name).orElse(""),
              fetched.call(),
              meaning.readings(),
              meaning.availabilityOnly(),
              adapter.lag(fetched.call())));
    } else if (!meaning.readings().isEmpty()) {
      evidence.add(
          new Evidence.Observed(fetched.sighting(), Scope.account(), false, meaning.readings()));
    }
    if (chain.filter(Chain::optional).isEmpty()) {
      meaning.refusal().ifPresent(it -> evidence.add(new Evidence.Refused(fetched.sighting(), it)));
    }
    return new Reread(evidence, answered ? meaning.plan() : Plan.NONE, Optional.empty());
  }
}
