package io.quotakeeper.app;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.testkit.Calls;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import io.quotakeeper.testkit.SimulatedWindow;
import java.time.Duration;
import java.util.List;

/** The twelve accounts of the demo: healthy ones, and one of each kind of trouble. */
final class DemoCast {

  private static final Duration SHORT = Duration.ofMinutes(3);
  private static final Duration LONG = Duration.ofMinutes(12);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private DemoCast() {}

  /**
   * One account of the demo.
   *
   * @param id its name
   * @param provider its adapter
   * @param plan its plan, empty for the provider's usual one
   * @param story what it shows, for a person
   * @param pace how many requests a minute it serves, 0 for none
   */
  record Part(String id, String provider, String plan, String story, int pace) {}

  static final List<Part> PARTS =
      List.of(
          new Part(
              "studio",
              "cloud-code",
              "g1-ultra-tier",
              "two windows per group that burn and reset",
              70),
          new Part(
              "studio-slow", "cloud-code", "g1-pro-tier", "its quota calls take 2 seconds", 25),
          new Part(
              "studio-bad-entry",
              "cloud-code",
              "g1-pro-tier",
              "one broken entry among good ones",
              25),
          new Part(
              "studio-malformed",
              "cloud-code",
              "free-tier",
              "its quota calls answer with broken JSON",
              0),
          new Part("studio-500", "cloud-code", "free-tier", "its quota calls fail with 500", 0),
          new Part("studio-403", "cloud-code", "free-tier", "it is forbidden", 0),
          new Part("ci", "github", "", "an hourly window, here of three minutes", 60),
          new Part("ci-hangs", "github", "", "its quota call never answers", 0),
          new Part("ci-resets", "github", "", "its connections are reset", 0),
          new Part("ci-401", "github", "", "its token is not accepted", 0),
          new Part("chat", "openai", "", "learned from the headers of traffic alone", 60),
          new Part("chat-429", "openai", "", "it is throttled now and then", 30));

  static void enter(SimulatedUpstream upstream) {
    for (Part part : PARTS) {
      SimulatedAccount account = SimulatedAccount.of(part.id, part.provider);
      SimulatedAccount planned = part.plan.isEmpty() ? account : account.plan(part.plan);
      upstream.add(
          switch (part.provider) {
            case "cloud-code" -> planned.windows(pools());
            case "github" -> planned.windows(resources());
            default -> planned.windows(buckets(part.id.equals("chat-429") ? 12 : 90));
          });
    }
    trouble(upstream);
  }

  private static SimulatedWindow[] pools() {
    return new SimulatedWindow[] {
      SimulatedWindow.fixed(Scope.group("gemini"), "5h", Unit.REQUESTS, 90, SHORT),
      SimulatedWindow.fixed(Scope.group("gemini"), "weekly", Unit.REQUESTS, 400, LONG),
      SimulatedWindow.fixed(Scope.group("3p"), "5h", Unit.REQUESTS, 120, SHORT),
      SimulatedWindow.fixed(Scope.group("3p"), "weekly", Unit.REQUESTS, 600, LONG)
    };
  }

  private static SimulatedWindow[] resources() {
    return new SimulatedWindow[] {
      SimulatedWindow.fixed(Scope.group("core"), "hourly", Unit.REQUESTS, 150, SHORT),
      SimulatedWindow.fixed(Scope.group("search"), "rpm", Unit.REQUESTS, 30, MINUTE)
    };
  }

  private static SimulatedWindow[] buckets(int requests) {
    return new SimulatedWindow[] {
      SimulatedWindow.rolling(SimulatedWindow.EACH_MODEL, "rpm", Unit.REQUESTS, requests, MINUTE),
      SimulatedWindow.rolling(SimulatedWindow.EACH_MODEL, "tpm", Unit.TOKENS, 60_000, MINUTE)
    };
  }

  private static void trouble(SimulatedUpstream upstream) {
    upstream
        .account("studio-slow")
        .misbehave(Misbehaviour.slow(Duration.ofSeconds(2)), Calls.quota());
    upstream.account("studio-bad-entry").misbehave(Misbehaviour.badEntry(), Calls.quota());
    upstream
        .account("studio-malformed")
        .misbehave(Misbehaviour.malformed(Misbehaviour.Form.CUT_JSON), Calls.quota());
    upstream.account("studio-500").misbehave(Misbehaviour.fail(500), Calls.quota());
    upstream.account("studio-403").misbehave(Misbehaviour.fail(403));
    upstream.account("ci-hangs").misbehave(Misbehaviour.hang(), Calls.quota());
    upstream.account("ci-resets").misbehave(Misbehaviour.reset());
    upstream.account("ci-401").misbehave(Misbehaviour.fail(401));
  }
}
