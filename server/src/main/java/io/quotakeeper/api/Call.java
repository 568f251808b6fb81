package io.quotakeeper.api;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * A request as an action sees it: its parameters by name, already known to be allowed, and not
 * empty.
 *
 * @param parameters those of path and query
 * @param accept the {@code Accept} header, empty if there is none
 * @param lastEventId the {@code Last-Event-ID} header, empty if there is none
 * @param body the body as it came, empty unless the operation takes a document
 */
record Call(Map<String, String> parameters, String accept, String lastEventId, Buffer body) {

  Call {
    parameters = Map.copyOf(parameters);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** An account's id, which must be there. */
  AccountId account(String name) {
    return accountIfGiven(name)
        .orElseThrow(() -> badParameter(name, "is missing; it must be an account's id"));
  }

  Optional<AccountId> accountIfGiven(String name) {
    return text(name)
        .map(id -> {
          if (!AccountId.isValid(id)) {
            throw badParameter(
                name,
                "must be an account's id: 1 to 128 letters, digits, '.', '_' or '-', not starting"
                    + " with a dot");
          }
          return new AccountId(id);
        });
  }

  /** A model or a scope. */
  Optional<Scope> subject(String name) {
    return text(name)
        .map(subject -> {
          try {
            return Scope.ofModelOrScope(subject);
          } catch (IllegalArgumentException _) {
            throw badParameter(
                name, "must be a model's id, model:<id>, group:<id> or account, with an id");
          }
        });
  }

  /** A whole number in a range. */
  Optional<Integer> whole(String name, int least, int most) {
    return text(name)
        .map(text -> {
          boolean isInRange =
              text.matches("[0-9]{1,9}")
                  && Integer.parseInt(text) >= least
                  && Integer.parseInt(text) <= most;
          if (!isInRange) {
            throw badParameter(name, "must be a whole number from " + least + " to " + most);
          }
          return Integer.valueOf(text);
        });
  }

  static ProblemException badParameter(String name, String expectation) {
    return new ProblemException(
        Problem.of(400, "bad-parameter", "parameter \"" + name + "\" " + expectation));
  }
}
