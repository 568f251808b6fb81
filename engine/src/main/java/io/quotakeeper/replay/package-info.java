/**
 * What was recorded, over again with other choices: which account each request would have gone to,
 * and what would have come of it. Pure: nothing is asked, and time is what the record says.
 */
@NullMarked
package io.quotakeeper.replay;

import org.jspecify.annotations.NullMarked;
