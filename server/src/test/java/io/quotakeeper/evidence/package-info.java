/** Tests of the evidence log, on real files. */
@NullMarked
package io.quotakeeper.evidence;

import org.jspecify.annotations.NullMarked;
