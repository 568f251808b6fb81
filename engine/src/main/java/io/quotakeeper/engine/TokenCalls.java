package io.quotakeeper.engine;

import io.quotakeeper.engine.LoginException.Kind;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Grant;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.TokenEndpoint;
import io.quotakeeper.providers.Tokens;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Asks token endpoints: the only place where a refresh token, a client's secret or an assertion
 * leaves. Its replies are shown to nobody. Thread-safe; blocks.
 */
final class TokenCalls {

  private static final int NOT_FOUND = 404;
  private static final List<String> SECRET = List.of("refreshToken", "clientSecret", "assertion");

  private final Transport transport;
  private final Time time;
  private final Timer timer;
  private final Supplier<Duration> deadline;

  /** Each call gets the deadline of the moment. */
  TokenCalls(Transport transport, Time time, Timer timer, Supplier<Duration> deadline) {
    this.transport = transport;
    this.time = time;
    this.timer = timer;
    this.deadline = deadline;
  }

  /**
   * A question to a token endpoint.
   *
   * @param adapter describes it
   * @param endpoint the same, as requests are made of it
   * @param grant by what a token is asked for
   * @param baseUrl replaces its origin and path prefix, empty for the adapter's
   * @param remedy what a person does when it says no
   */
  record Desk(
      Adapter adapter, TokenEndpoint endpoint, Grant grant, String baseUrl, String remedy) {}

  /**
   * What came.
   *
   * @param tokens they
   * @param asked when they were asked for
   */
  record Received(Tokens tokens, ClockTime asked) {}

  /**
   * Asks for an access token.
   *
   * @throws LoginException if none came
   */
  Received ask(Desk desk, Map<String, String> values) throws LoginException {
    CallRequest request = request(desk, values);
    ClockTime asked = ClockTime.now(time);
    Answer answer = answer(request);
    var reply =
        new Reply(TokenEndpoint.CALL, answer.status(), answer.headers(), answer.body(), time.now());
    Understanding meaning = desk.adapter.read(reply, new Context("", desk.baseUrl));
    if (meaning.refusal().isPresent()) {
      throw refused(desk, meaning.refusal().get(), reply, values);
    }
    return desk.endpoint
        .tokens(reply)
        .map(tokens -> new Received(tokens, asked))
        .orElseThrow(() -> senseless(desk, reply));
  }

  private static CallRequest request(Desk desk, Map<String, String> values) throws LoginException {
    if (!desk.endpoint.takes(desk.grant)) {
      throw misconfigured(desk.adapter.name() + " does not take such a login");
    }
    try {
      return desk.endpoint.request(desk.grant, desk.baseUrl, values);
    } catch (IllegalArgumentException e) {
      throw misconfigured(desk.adapter.name() + ": " + e.getMessage());
    }
  }

  private Answer answer(CallRequest request) throws LoginException {
    String host = String.valueOf(request.uri().getAuthority());
    Duration allowed = deadline.get();
    CompletableFuture<Answer> sent = transport.send(request);
    Timer.Task late = timer.after(allowed, () -> sent.cancel(true));
    try {
      return sent.get();
    } catch (CancellationException _) {
      throw failed("timeout", host + " gave no access token within " + allowed.toMillis() + " ms");
    } catch (InterruptedException _) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw failed("stopped", "stopped while an access token was asked for");
    } catch (ExecutionException e) {
      SyncOutcome why = Judge.unanswered(e.getCause() == null ? e : e.getCause()).outcome();
      String detail =
          why instanceof SyncOutcome.Transient(String _, String words) ? words : why.cause();
      throw failed(why.cause(), "no access token: " + detail);
    } finally {
      late.cancel();
    }
  }

  private static LoginException refused(
      Desk desk, Refusal refusal, Reply reply, Map<String, String> values) {
    String word = desk.endpoint.error(reply);
    String said =
        withoutSecrets(
            said(desk, reply)
                + (word.isEmpty() ? refusal.kind().word() : word)
                + (refusal.message().isEmpty() ? "" : ", " + refusal.message()),
            values);
    if (!refusal.kind().isOfCredential()) {
      Retry retry = Retry.after(refusal, reply.headers(), reply.receivedAt());
      return new LoginException(Kind.TRANSIENT, refusal.kind().word(), said, retry);
    }
    String remedy =
        word.endsWith("_client") ? "correct the client that is configured" : desk.remedy;
    // A role may be given back, and a clock be set, without that the login is another.
    return desk.grant == Grant.SERVICE_ACCOUNT
        ? new LoginException(Kind.NEEDS_PERSON, "login", said + "; " + remedy, Retry.LATE)
        : new LoginException(Kind.ENDED, "login", said + "; " + remedy);
  }

  /** Neither tokens nor a refusal that the adapter knows. */
  private static LoginException senseless(Desk desk, Reply reply) {
    Retry stated = Retry.after(reply.headers(), reply.receivedAt());
    boolean mistaken = reply.status() / 100 == 4 && reply.status() != NOT_FOUND;
    String word = desk.endpoint.error(reply);
    return new LoginException(
        Kind.TRANSIENT,
        reply.status() / 100 == 5 ? "server-error" : "login",
        said(desk, reply) + (word.isEmpty() ? "no access token" : word),
        mistaken && stated.equals(Retry.SOON) ? Retry.LATE : stated);
  }

  /** Some endpoints repeat what they refuse. */
  private static String withoutSecrets(String said, Map<String, String> values) {
    String clean = said;
    for (String name : SECRET) {
      String value = values.getOrDefault(name, "");
      if (!value.isEmpty()) {
        clean = Redaction.of(Secret.of(value)).text(clean);
      }
    }
    return clean;
  }

  private static String said(Desk desk, Reply reply) {
    return desk.adapter.name() + " answered " + reply.status() + " to the login: ";
  }

  private static LoginException misconfigured(String message) {
    return new LoginException(Kind.ENDED, "configuration", message);
  }

  private static LoginException failed(String cause, String message) {
    return new LoginException(Kind.TRANSIENT, cause, message);
  }
}
