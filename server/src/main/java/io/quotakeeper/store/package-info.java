/**
 * What must survive a restart, kept in an embedded database off every request's path. Does not know
 * what the values mean, nor who shows them.
 */
@NullMarked
package io.quotakeeper.store;

import org.jspecify.annotations.NullMarked;
