package io.quotakeeper.providers;

/**
 * One entry of a reply makes no sense. It is thrown within the reading of a reply, costs that entry
 * alone, and never leaves this package. Its message holds nothing of the reply.
 */
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unreadable(String message) {
    super(message, null, false, false);
  }
}
