package io.quotakeeper.engine;

import io.quotakeeper.engine.QuotaFetcher.Fetched;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the answer to a quota call, or its absence, means for the sync. Pure. */
final class Judge {

  private Judge() {}

  /** An answer that came; {@code remedy} says what to do if the credential is not taken. */
  static CallEnd answer(String provider, String remedy, Fetched fetched) {
    Optional<Refusal> refusal = fetched.meaning().refusal();
    if (refusal.isPresent() && isOfSync(refusal.get(), fetched)) {
      return refused(provider, remedy, refusal.get(), fetched);
    }
    int status = fetched.reply().status();
    Understanding meaning = fetched.meaning();
    if (isSuccess(status)) {
      boolean senseless =
          !meaning.problem().isEmpty() && meaning.readings().isEmpty() && !meaning.plan().isNamed();
      return senseless
          ? failed("malformed", said(provider, fetched) + meaning.problem(), false)
          : new CallEnd.Answered(fetched.call(), meaning.readings().size(), meaning.problem());
    }
    if (status == 404) {
      return new CallEnd.Missing();
    }
    String detail = provider + " answered " + status + " to " + fetched.call();
    Retry stated = Retry.after(fetched.reply().headers(), fetched.reply().receivedAt());
    Retry retry = status == 403 && stated.equals(Retry.SOON) ? Retry.LATE : stated;
    return new CallEnd.Failed(new SyncOutcome.Transient(causeOf(status), detail), retry, true);
  }

  /** No answer came. */
  static CallEnd.Failed unanswered(Throwable trouble) {
    if (trouble instanceof TransportException failure) {
      String cause = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return failed(cause, String.valueOf(failure.getMessage()), true);
    }
    if (trouble instanceof LoginException login) {
      return new CallEnd.Failed(login.outcome(), login.retry(), true);
    }
    // Its message may hold anything; its name does not.
    return failed("internal", "internal error: " + trouble.getClass().getName(), true);
  }

  /** It may not be made yet, though the calls that come before it in its chain do not answer. */
  static CallEnd.Failed tooSoon(String provider, String call, Instant until) {
    var outcome =
        new SyncOutcome.Transient(
            NextSyncReason.PROVIDER_LIMIT.word(),
            provider + " limits how often " + call + " may be asked; again at " + until);
    return new CallEnd.Failed(outcome, new Retry(false, Moment.at(until)), false);
  }

  /** The deadline came first. */
  static CallEnd.Failed late(String provider, String call, Duration deadline) {
    return failed(
        "timeout", provider + " did not answer " + call + " within " + seconds(deadline), true);
  }

  /** No call of a chain is known to the provider. */
  static CallEnd.Failed missing(String provider, String chain) {
    var outcome =
        new SyncOutcome.Transient(
            "not-found", provider + " answered 404 to every call of the chain " + chain);
    return new CallEnd.Failed(outcome, Retry.LATE, false);
  }

  private static boolean isOfSync(Refusal refusal, Fetched fetched) {
    return refusal.of() == Refusal.Target.SYNC
        || refusal.kind().isOfCredential()
        || !isSuccess(fetched.reply().status());
  }

  private static CallEnd refused(String provider, String remedy, Refusal refusal, Fetched fetched) {
    String detail =
        said(provider, fetched)
            + refusal.kind().word()
            + (refusal.message().isEmpty() ? "" : ", " + refusal.message());
    SyncOutcome outcome =
        refusal.kind().isOfCredential()
            ? new SyncOutcome.NeedsPerson(refusal.kind().word(), detail + advice(refusal, remedy))
            : new SyncOutcome.Transient(refusal.kind().word(), detail);
    Retry retry = Retry.after(refusal, fetched.reply().headers(), fetched.reply().receivedAt());
    return new CallEnd.Failed(outcome, retry, true);
  }

  private static String advice(Refusal refusal, String remedy) {
    if (!refusal.actionUrl().isEmpty()) {
      return "; see " + refusal.actionUrl();
    }
    return refusal.kind() == RefusalClass.UNAUTHENTICATED ? "; " + remedy : "";
  }

  private static String said(String provider, Fetched fetched) {
    return provider + " answered " + fetched.reply().status() + " to " + fetched.call() + ": ";
  }

  private static CallEnd.Failed failed(String cause, String detail, boolean stops) {
    return new CallEnd.Failed(new SyncOutcome.Transient(cause, detail), Retry.SOON, stops);
  }

  private static String causeOf(int status) {
    return switch (status / 100) {
      case 3 -> "redirect";
      case 5 -> "server-error";
      default ->
          switch (status) {
            case 403 -> "forbidden";
            case 429 -> "throttled";
            default -> "unexpected-status";
          };
    };
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
