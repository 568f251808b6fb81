package io.quotakeeper.api;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * One method of one path. All that is served stands in one table of these, and the published
 * contract is held against it.
 *
 * @param method {@code GET} answers {@code HEAD} too
 * @param path with {@code {name}} for its parameters
 * @param access who may call it
 * @param query the names of the query parameters that it takes
 * @param takes what its body may be
 * @param runs where its action runs
 * @param action what it does
 */
record Operation(
    HttpMethod method,
    String path,
    Access access,
    List<String> query,
    Takes takes,
    Runs runs,
    Action action) {

  Operation {
    query = List.copyOf(query);
  }

  /** What the body of a request may be. */
  enum Takes {
    /** Nothing, or an empty JSON object. */
    NOTHING(SmallBody.MOST_BYTES),
    /** A small JSON document, which the action reads. */
    REQUEST(SmallBody.MOST_BYTES),
    /** A JSON document, which the action reads. */
    DOCUMENT(Json.MOST_BYTES);

    private final int mostBytes;

    Takes(int mostBytes) {
      this.mostBytes = mostBytes;
    }

    /** How long it may be. */
    int mostBytes() {
      return mostBytes;
    }
  }

  /** Where an action runs. */
  enum Runs {
    /** On the event loop: it only looks at memory, and briefly. */
    ON_LOOP,
    /** On a thread that may block. */
    ASIDE
  }

  /** What an operation does. */
  @FunctionalInterface
  interface Action {

    /**
     * Answers a call.
     *
     * @throws ProblemException if it cannot
     */
    Result answer(Call call);
  }
}
