package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.time.Time;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * A login at the token endpoint of a {@link SimulatedUpstream}, in the words of RFC 6749: its
 * access tokens open one account until they end. With rotation, each refresh token is good for one
 * use, and whoever uses an old one has the whole login ended, as good endpoints do. Thread-safe.
 */
public final class SimulatedLogin {

  private static final int BAD_REQUEST = 400;

  private final String name;
  private final Time time;
  private final Tally renewals = new Tally();
  private final Tally asked = new Tally();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Instant> access = new HashMap<>();
  private final Set<String> spent = new HashSet<>();
  private String refreshToken;
  private Duration lifetime = Duration.ofSeconds(3599);
  private boolean rotating;
  private boolean revoked;
  private boolean holding;
  private int failure;
  private int issued;

  SimulatedLogin(String name, String refreshToken, Time time) {
    this.name = name;
    this.refreshToken = refreshToken;
    this.time = time;
  }

  /** From now on, access tokens are good for so long. */
  public SimulatedLogin lifetime(Duration other) {
    return set(() -> lifetime = other);
  }

  /** From now on, each renewal gives another refresh token, too. */
  public SimulatedLogin rotating() {
    return set(() -> rotating = true);
  }

  /** From now on, every request meets that status; 0 for none. */
  public SimulatedLogin failing(int status) {
    return set(() -> failure = status);
  }

  /** From now on, no request is answered, or each again. */
  public SimulatedLogin holding(boolean other) {
    return set(() -> holding = other);
  }

  /** The access tokens that were given are not taken any more; the next ones are. */
  public SimulatedLogin endAccess() {
    return set(access::clear);
  }

  /** Its user takes it back: it is over. */
  public SimulatedLogin revoke() {
    return set(this::end);
  }

  /** Counts the access tokens that were given. */
  public Tally renewals() {
    return renewals;
  }

  /** Counts the requests that came. */
  public Tally asked() {
    return asked;
  }

  /** The refresh token that is good now. */
  public String refreshToken() {
    lock.lock();
    try {
      return refreshToken;
    } finally {
      lock.unlock();
    }
  }

  private SimulatedLogin set(Runnable change) {
    lock.lock();
    try {
      change.run();
      return this;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    revoked = true;
    access.clear();
  }

  /** Whether that access token is good now. */
  boolean opens(String token) {
    lock.lock();
    try {
      Instant end = access.get(token);
      return end != null && time.now().isBefore(end);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a form is for this login. */
  boolean isOf(Map<String, String> form) {
    lock.lock();
    try {
      String token = form.getOrDefault("refresh_token", "");
      return token.equals(refreshToken) || spent.contains(token);
    } finally {
      lock.unlock();
    }
  }

  Reaction answer(Map<String, String> form) {
    asked.add();
    lock.lock();
    try {
      if (holding) {
        return new Reaction.Hold();
      }
      if (failure != 0) {
        return new Reaction.Send(Answer.empty(failure));
      }
      if (!form.getOrDefault("grant_type", "").equals("refresh_token")) {
        return new Reaction.Send(error("unsupported_grant_type"));
      }
      if (spent.contains(form.getOrDefault("refresh_token", ""))) {
        end();
      }
      return new Reaction.Send(revoked ? error("invalid_grant") : renewed());
    } finally {
      lock.unlock();
    }
  }

  private Answer renewed() {
    issued++;
    String token = "access-" + issued + "-of-" + name;
    access.put(token, time.now().plus(lifetime));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("access_token", token);
    body.put("token_type", "Bearer");
    body.put("expires_in", lifetime.toSeconds());
    if (rotating) {
      spent.add(refreshToken);
      refreshToken = "refresh-" + issued + "-of-" + name;
      body.put("refresh_token", refreshToken);
    }
    renewals.add();
    return Answer.json(200, body);
  }

  static Answer error(String word) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error", word);
    body.put("error_description", "as simulated");
    return Answer.json(BAD_REQUEST, body);
  }

  /** The fields of {@code a=1&b=2}. */
  static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&", -1))
        .map(field -> field.split("=", 2))
        .filter(field -> field.length == 2)
        .collect(Collectors.toMap(f -> decoded(f[0]), f -> decoded(f[1]), (a, _) -> a));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Without its tokens. */
  @Override
  public String toString() {
    return "SimulatedLogin[" + name + "]";
  }
}
