/**
 * A Spring Boot application that embeds Quotakeeper: it answers prompts with whichever account has
 * quota left.
 */
@NullMarked
package io.quotakeeper.examples.spring;

import org.jspecify.annotations.NullMarked;
