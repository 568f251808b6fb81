package io.quotakeeper.api;

/** What a call is answered with when all goes well. */
sealed interface Result permits Reply, EventReply {}
