/**
 * The HTTP surface under {@code /api/v1}, with health, metrics and the published contract beside
 * it. Knows no storage, no configuration files and no providers: what it shows it asks of its
 * ports.
 */
@NullMarked
package io.quotakeeper.api;

import org.jspecify.annotations.NullMarked;
