/**
 * The commands that people and scripts type, all but those that run a server: they ask a running
 * server over HTTP, or work on files alone, and print tables for people and JSON for programs. Must
 * not know how a server works inside, nor load any of its framework: a command is short-lived and
 * starts fast.
 */
@NullMarked
package io.quotakeeper.cli;

import org.jspecify.annotations.NullMarked;
