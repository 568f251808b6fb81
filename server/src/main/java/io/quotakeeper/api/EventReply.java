package io.quotakeeper.api;

/**
 * What a call is answered with that wants to listen: 200, and events for as long as it does.
 *
 * @param subscription its place in the feed
 */
record EventReply(Events.Subscription subscription) implements Result {

  static final String CONTENT_TYPE = "text/event-stream";
}
