package io.quotakeeper.providers;

import java.net.URI;

/** The origin and path prefix of a provider. */
final class BaseUrl {

  private BaseUrl() {}

  /**
   * The URL without a slash at its end.
   *
   * @throws IllegalArgumentException if it is not an absolute http or https URL of origin and path
   */
  static String checked(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("base URL is not a URL", e);
    }
    boolean isWeb =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    if (!isWeb
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "base URL must be http or https, a host, and no more than a path");
    }
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
