package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.AccountId;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final Sessions sessions = new Sessions(2);

  @Test
  void keep_moreThanFit_forgetsTheOneThatWasSilentForLongest() {
    sessions.keep("one", new AccountId("a"));
    sessions.keep("two", new AccountId("b"));
    assertThat(sessions.account("one")).contains(new AccountId("a"));

    sessions.keep("three", new AccountId("c"));

    assertThat(sessions.account("two")).isEmpty();
    assertThat(sessions.account("one")).contains(new AccountId("a"));
    assertThat(sessions.account("three")).contains(new AccountId("c"));
  }
}
