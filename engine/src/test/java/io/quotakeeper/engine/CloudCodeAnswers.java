package io.quotakeeper.engine;

import io.quotakeeper.providers.CallRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What Cloud Code answers, as far as tests here need it. */
final class CloudCodeAnswers {

  private static final String BUCKETS =
      """
      {"buckets": [{"modelId": "m1", "tokenType": "REQUESTS", "remainingFraction": 0.5,
        "resetTime": "2026-03-02T00:00:00Z"}]}\
      """;

  private CloudCodeAnswers() {}

  /** The summary is not there (404), the buckets are, and the plan is this. */
  static Function<CallRequest, CompletableFuture<Answer>> plan(String id) {
    return request -> CompletableFuture.completedFuture(answer(request, id));
  }

  private static Answer answer(CallRequest request, String plan) {
    String path = request.uri().getPath();
    if (path.endsWith(":retrieveUserQuota")) {
      return FakeTransport.json(BUCKETS);
    }
    return path.endsWith(":loadCodeAssist")
        ? FakeTransport.json("{\"currentTier\": {\"id\": \"" + plan + "\"}}")
        : FakeTransport.status(404);
  }
}
