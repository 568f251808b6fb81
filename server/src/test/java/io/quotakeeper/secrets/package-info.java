/** Tests of seals, on real files. */
@NullMarked
package io.quotakeeper.secrets;

import org.jspecify.annotations.NullMarked;
