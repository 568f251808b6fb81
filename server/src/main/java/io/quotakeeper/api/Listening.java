package io.quotakeeper.api;

/** Begins to listen to the feed, to all accounts or some. */
record Listening(ApiPorts ports) {

  private static final String PAUSE_SECONDS = "5";

  EventReply begin(Call call) {
    return ports
        .events()
        .subscribe(Holders.named(call, ports), call.lastEventId())
        .map(EventReply::new)
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(503, "too-many-listeners", "too many listen to events already")
                    .with("retry-after", PAUSE_SECONDS)));
  }
}
