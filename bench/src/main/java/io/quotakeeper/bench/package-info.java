/**
 * Benchmarks: what the library costs, divided by what the machine charges for the least that would
 * do. Nothing else uses it.
 */
@NullMarked
package io.quotakeeper.bench;

import org.jspecify.annotations.NullMarked;
