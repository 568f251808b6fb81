/**
 * What is known and done, as numbers for Prometheus. Does not know who asks for them, and decides
 * nothing.
 */
@NullMarked
package io.quotakeeper.metrics;

import org.jspecify.annotations.NullMarked;
