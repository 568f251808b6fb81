/** Tests of the metrics, by what a scraper reads. */
@NullMarked
package io.quotakeeper.metrics;

import org.jspecify.annotations.NullMarked;
