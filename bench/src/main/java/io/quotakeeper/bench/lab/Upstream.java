package io.quotakeeper.bench.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All simulated providers of a run, with their accounts. What they tell is for everybody; the truth
 * is not for whoever routes, but for an oracle.
 */
final class Upstream {

  /**
   * An account.
   *
   * @param index its place
   * @param id its name
   * @param ownerName who holds its windows
   * @param owner how that stands
   */
  record Account(int index, String id, String ownerName, OwnerState owner) {}

  private final List<Account> accounts = new ArrayList<>();
  private final List<OwnerState> owners = new ArrayList<>();

  Upstream(Scenario scenario, long seed) {
    var random = new SplittableRandom(seed);
    for (AccountGroup group : scenario.accounts()) {
      for (int i = 0; i < group.size(); i++) {
        String id = group.size() == 1 ? group.id() : group.id() + "-" + (i + 1);
        boolean isNewOwner = i == 0 || !group.shared();
        if (isNewOwner) {
          owners.add(new OwnerState(group, Limits.of(group, random.split())));
        }
        String ownerName = group.shared() ? group.id() : id;
        accounts.add(new Account(accounts.size(), id, ownerName, owners.getLast()));
      }
    }
  }

  List<Account> accounts() {
    return accounts;
  }

  List<OwnerState> owners() {
    return owners;
  }

  /** A request arrives. */
  LabReply send(int account, String model, double tokens, long now) {
    OwnerState owner = accounts.get(account).owner();
    Ruling ruling = owner.truth(now).take(model, tokens, now);
    AccountGroup group = owner.group();
    boolean isStream = group.refusing().inStream();
    return new LabReply(
        group,
        ruling,
        ruling.isServed() || isStream ? 200 : 429,
        ruling.isServed() ? LabReply.UNTOLD : retryAfter(group, ruling.freeAt(), now),
        group.headers() ? covering(owner, model, now) : List.of());
  }

  /** Whether any account would serve such a request now. */
  boolean canServe(String model, double tokens, long now) {
    for (OwnerState owner : owners) {
      if (owner.truth(now).canServe(model, tokens, now)) {
        return true;
      }
    }
    return false;
  }

  /** Whether that account would serve such a request now. */
  boolean canServe(int account, String model, double tokens, long now) {
    return accounts.get(account).owner().truth(now).canServe(model, tokens, now);
  }

  private static List<WindowState> covering(OwnerState owner, String model, long now) {
    return owner.truth(now).meters().stream()
        .filter(meter -> meter.rule().covers(model))
        .map(meter -> WindowState.of(meter, now))
        .toList();
  }

  private static long retryAfter(AccountGroup group, long freeAt, long now) {
    if (freeAt == Meter.NEVER) {
      return LabReply.UNTOLD;
    }
    long truth = Math.ceilDiv(freeAt - now, Span.SECOND);
    return switch (group.refusing().says()) {
      case EXACT -> truth;
      case ABSENT -> LabReply.UNTOLD;
      case ZERO -> 0;
      case TOO_SHORT -> Math.max(1, truth / 10);
      case TOO_LONG -> truth * 10;
    };
  }
}
