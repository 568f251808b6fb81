/**
 * The program: commands that run a server, the wiring by plain constructors, start and stop order,
 * and the demo. Sees every package; no package sees it.
 */
@NullMarked
package io.quotakeeper.app;

import org.jspecify.annotations.NullMarked;
