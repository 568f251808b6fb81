/** Tests of the store, on real files. */
@NullMarked
package io.quotakeeper.store;

import org.jspecify.annotations.NullMarked;
