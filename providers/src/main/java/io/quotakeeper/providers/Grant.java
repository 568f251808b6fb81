package io.quotakeeper.providers;

/** By what an access token is got. */
public enum Grant {
  /** By a refresh token (RFC 6749, section 6). */
  REFRESH_TOKEN,
  /** By an assertion that the key of a service account signed (RFC 7523). */
  SERVICE_ACCOUNT
}
