package io.quotakeeper.providers;

/**
 * What the request says that the reply does not.
 *
 * @param model the model that was asked for, empty if not known
 * @param baseUrl the account's own base URL, empty for the adapter's
 */
public record Context(String model, String baseUrl) {

  /** Nothing is known of the request. */
  public static final Context NONE = new Context("", "");
}
