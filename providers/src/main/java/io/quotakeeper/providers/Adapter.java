package io.quotakeeper.providers;

import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.util.List;

/** One provider, as its YAML file describes it. Immutable and thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // a sketch
public final class Adapter {

  /** The name of the call that stands for ordinary requests. */
  public static final String TRAFFIC = "traffic";

  Adapter() {}

  /** Its name: lower-case letters, digits and hyphens. */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /** One sentence for people: what it reads. */
  public String summary() {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether it uses calls that the vendor keeps for its own clients: off until the operator
   * switches it on.
   */
  public boolean isVendorPrivate() {
    throw new UnsupportedOperationException();
  }

  /** Whether accounts must name a project. */
  public boolean needsProject() {
    throw new UnsupportedOperationException();
  }

  /**
   * What a sync calls; empty for a provider that tells its limits only in the headers of real
   * traffic ({@code sync: none}).
   */
  public List<Chain> chains() {
    throw new UnsupportedOperationException();
  }

  /** The names of all calls that it can read, {@link #TRAFFIC} among them, sorted. */
  public List<String> calls() {
    throw new UnsupportedOperationException();
  }

  /** How much older the numbers of a call are than the call itself. */
  public Duration lag(String call) {
    throw new UnsupportedOperationException();
  }

  /** Which models share a limit. */
  public Groups groups() {
    throw new UnsupportedOperationException();
  }

  /**
   * What an ordinary request for {@code model} counts against: the model where the provider limits
   * by model, else the account.
   */
  public Scope subject(Reply reply, Context context) {
    throw new UnsupportedOperationException();
  }

  /**
   * The request of a call of one of its {@link #chains}, without the credential.
   *
   * @throws IllegalArgumentException if the call is not one that can be sent, or the target lacks a
   *     project that it needs
   */
  public CallRequest request(String call, Target target) {
    throw new UnsupportedOperationException();
  }

  /** The request with the credential on it: the last step before the wire. */
  public CallRequest authorized(CallRequest request, Secret secret) {
    throw new UnsupportedOperationException();
  }

  /** What a reply means. Never throws, whatever the reply is. */
  public Understanding read(Reply reply, Context context) {
    throw new UnsupportedOperationException();
  }
}
