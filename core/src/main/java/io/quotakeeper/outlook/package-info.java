/**
 * What follows from changes of what is known: crossings that somebody should hear of. Pure; does
 * not know who listens.
 */
@NullMarked
package io.quotakeeper.outlook;

import org.jspecify.annotations.NullMarked;
