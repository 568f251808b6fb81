/**
 * Judgements over what is known: the decision for an account and a model, and which account comes
 * first. Pure; never fetches anything.
 */
@NullMarked
package io.quotakeeper.select;

import org.jspecify.annotations.NullMarked;
