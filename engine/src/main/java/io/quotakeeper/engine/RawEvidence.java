package io.quotakeeper.engine;

import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Sighting;
import java.util.List;

/**
 * Evidence as it came, before anything was made of it: enough to read it again later, by other
 * rules. Immutable and thread-safe.
 */
public sealed interface RawEvidence {

  /** Who saw it, and when. */
  Sighting sighting();

  /** A provider's reply. Nobody can get at it but without its secrets. */
  final class Replied implements RawEvidence {

    private final Sighting sighting;
    private final Context context;
    private final Reply reply;
    private final SecretSource credential;

    /**
     * A reply to that account.
     *
     * @param context what the request said
     * @param credential the one that the request carried, to be looked for in the reply
     */
    Replied(Sighting sighting, Context context, Reply reply, SecretSource credential) {
      this.sighting = sighting;
      this.context = context;
      this.reply = reply;
      this.credential = credential;
    }

    @Override
    public Sighting sighting() {
      return sighting;
    }

    /** How much memory it holds on to, in characters, roughly. */
    public int size() {
      return reply.body().length()
          + reply.headers().fields().stream()
              .mapToInt(field -> field.getKey().length() + field.getValue().length())
              .sum();
    }

    /**
     * The reply without secrets and mail addresses: marks stand in their places, such that JSON
     * stays JSON. Reads the account's credential, and goes through all of the reply: blocks, and
     * costs milliseconds where a body is large.
     */
    public Clean clean() {
      Redaction redaction;
      boolean withheld = false;
      try {
        redaction = Redaction.of(credential.read());
      } catch (RuntimeException unreadable) {
        // What cannot be looked for may be anywhere.
        redaction = Redaction.ofShapes();
        withheld = true;
      }
      var told = new Context(redaction.text(context.model()), redaction.text(context.baseUrl()));
      var kept =
          new Reply(
              reply.call(),
              reply.status(),
              withheld ? Headers.none() : redaction.headers(reply.headers()),
              withheld ? "" : redaction.text(reply.body()),
              reply.receivedAt());
      return new Clean(told, kept, withheld);
    }

    /** Without the reply, which may hold anything. */
    @Override
    public String toString() {
      return "Replied[" + sighting.account() + ", " + reply + "]";
    }
  }

  /**
   * A reply that may be kept.
   *
   * @param context what the request said
   * @param reply what came
   * @param withheld whether headers and body were left out, since the credential that might stand
   *     in them could not be read
   */
  record Clean(Context context, Reply reply, boolean withheld) {}

  /**
   * Limits that an operator stated.
   *
   * @param sighting who and when
   * @param limits all that were stated for the account, in place of those before
   */
  record Stated(Sighting sighting, List<Reading> limits) implements RawEvidence {
    /** Copies the list. */
    public Stated {
      limits = List.copyOf(limits);
    }
  }
}
