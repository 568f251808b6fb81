/**
 * What each vendor's bytes mean. An adapter is a YAML file; one class runs them all and turns
 * replies into plans, readings and refusals. Pure: sends nothing, reads no clock, and does not know
 * the engine.
 */
@NullMarked
package io.quotakeeper.providers;

import org.jspecify.annotations.NullMarked;
