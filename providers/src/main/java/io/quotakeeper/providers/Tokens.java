package io.quotakeeper.providers;

import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * What a token endpoint gives (RFC 6749, section 5.1).
 *
 * @param access opens the provider's calls
 * @param refresh the refresh token from now on, if it is another
 * @param lifetime how long the access token is good for, if that is said
 */
public record Tokens(Secret access, Optional<Secret> refresh, Optional<Duration> lifetime) {}
