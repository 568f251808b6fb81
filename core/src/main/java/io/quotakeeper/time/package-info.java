/**
 * Time as ports: wall, monotonic, and a way to be called later. Knows nothing of quota, and reads
 * no clock itself.
 */
@NullMarked
package io.quotakeeper.time;

import org.jspecify.annotations.NullMarked;
