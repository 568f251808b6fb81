package io.quotakeeper.providers;

import java.net.URI;

/**
 * A quota call, ready to be sent but for the credential.
 *
 * @param method the HTTP method
 * @param uri where to
 * @param headers its header fields
 * @param body its text, empty if there is none
 */
public record CallRequest(String method, URI uri, Headers headers, String body) {

  /** Without query, header values and body: they may hold a credential. */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }
}
