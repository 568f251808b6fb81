/**
 * Evidence as it came, line by line in files of bounded size, for those who want to know later why
 * something was understood as it was. Does not know what the evidence means.
 */
@NullMarked
package io.quotakeeper.evidence;

import org.jspecify.annotations.NullMarked;
