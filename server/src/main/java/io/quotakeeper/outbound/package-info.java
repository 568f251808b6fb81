/**
 * The one place from which the server opens connections to others. It asks an {@link
 * io.quotakeeper.outbound.AddressPolicy} about each address and connects to exactly that address.
 * Knows nothing of accounts, quota or configuration.
 */
@NullMarked
package io.quotakeeper.outbound;

import org.jspecify.annotations.NullMarked;
