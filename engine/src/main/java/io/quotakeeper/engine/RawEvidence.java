package io.quotakeeper.engine;

import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    private final String lease;

    /**
     * A reply to that account.
     *
     * @param context what the request said
     * @param credential the one that the request carried, to be looked for in the reply
     */
    Replied(Sighting sighting, Context context, Reply reply, SecretSource credential) {
      this(sighting, context, reply, credential, "");
    }

    /**
     * A reply to the request of a lease.
     *
     * @param context what the request said
     * @param credential the one that the request carried, to be looked for in the reply
     * @param lease the name of the lease, empty if there was none
     */
    Replied(
        Sighting sighting, Context context, Reply reply, SecretSource credential, String lease) {
      this.sighting = sighting;
      this.context = context;
      this.reply = reply;
      this.credential = credential;
      this.lease = lease;
    }

    @Override
    public Sighting sighting() {
      return sighting;
    }

    /** The name of the lease whose request was answered, empty if there was none. */
    public String lease() {
      return lease;
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

  /**
   * An account was handed out for a request.
   *
   * @param sighting whose account, and when
   * @param lease its name
   * @param request what was asked for: the model is the one that was decided for, without what
   *     looks like a secret, and a mark stands for the session, which tells sessions apart for as
   *     long as the program runs and tells nobody their names
   */
  record Leased(Sighting sighting, String lease, LeaseRequest request) implements RawEvidence {}

  /**
   * A lease ended.
   *
   * @param sighting whose account, when the request was sent at the latest, and when it was told
   * @param lease its name
   * @param end how
   * @param usage what the request was told to have taken, by unit; empty if nothing was told
   */
  record Ended(Sighting sighting, String lease, End end, Map<Unit, Double> usage)
      implements RawEvidence {
    /** Copies the map. */
    public Ended {
      usage = Map.copyOf(usage);
    }
  }

  /** How a lease ended. */
  enum End {
    /** An answer came, which is evidence of its own. */
    ANSWERED,
    /** The request was sent, and no more is known than what it took. */
    USED,
    /** The request was never sent. */
    IGNORED,
    /** Nobody told. */
    FORGOTTEN;

    /** The word that stands for it in an evidence log. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
