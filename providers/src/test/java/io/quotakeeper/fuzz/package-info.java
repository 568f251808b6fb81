/**
 * Bounds for what reads bytes from outside, and the door through which Jazzer comes in. Used by the
 * tests of this module and of those above it.
 */
@NullMarked
package io.quotakeeper.fuzz;

import org.jspecify.annotations.NullMarked;
