package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.providers.Nearest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a word was probably meant to be, and how to see which there are. */
final class Choices {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How to see which pools there are. */
  static final String POOLS = "Pools are named in the server's configuration.";

  private static final String ACCOUNTS = "`quotakeeper account list` shows all.";

  private Choices() {}

  /**
   * A sentence or two for whoever gave a word that is not known.
   *
   * @param otherwise how to see which words there are, a sentence
   */
  static String hint(String given, Collection<String> known, String otherwise) {
    return Nearest.find(given, known)
        .map(near -> "Did you mean " + Plain.line(near) + "? " + otherwise)
        .orElse(otherwise);
  }

  /**
   * The answer of a request that names an account, or a pool, or both.
   *
   * @param account empty if it names none
   * @throws Failure if it is none; if there is no such account, with the one that was meant
   */
  static Answer ofAccount(ServerClient server, String account, Supplier<Answer> request) {
    Answer answer = request.get();
    return answer.orFail(() -> missing(server, account, answer));
  }

  private static String missing(ServerClient server, String account, Answer answer) {
    if (answer.isProblem("unknown-pool")) {
      return POOLS;
    }
    return account.isEmpty() ? "" : hint(account, accounts(server), ACCOUNTS);
  }

  /** The scope of an account that a word was meant to be, if it is none and one is near. */
  static Optional<String> scope(ServerClient server, String account, String given) {
    try {
      Map<String, String> query = Map.of("account", account);
      Answer quotas = server.get("/api/v1/quotas", query, PATIENCE).orFail();
      Map<String, String> known = new HashMap<>();
      for (JsonNode quota : Json.items(quotas.document())) {
        String scope = Json.text(quota, "scope");
        known.put(scope, scope.replaceFirst("^model:", ""));
        known.put(scope.substring(scope.indexOf(':') + 1), scope.replaceFirst("^model:", ""));
      }
      return Nearest.find(given, known.keySet())
          .map(near -> known.getOrDefault(near, near))
          .filter(scope -> !scope.equals(given));
    } catch (Failure e) {
      // The decision was told already; only the hint is lost.
      return Optional.empty();
    }
  }

  /** The ids of all accounts; none if they cannot be had. */
  private static List<String> accounts(ServerClient server) {
    try {
      Answer all = server.get("/api/v1/accounts", Map.of(), PATIENCE).orFail();
      return ids(Json.items(all.document())).toList();
    } catch (Failure e) {
      // What is to be told is that the account is unknown, not that a hint could not be made.
      return List.of();
    }
  }

  private static Stream<String> ids(List<JsonNode> accounts) {
    return accounts.stream().map(account -> Json.text(account, "id"));
  }
}
