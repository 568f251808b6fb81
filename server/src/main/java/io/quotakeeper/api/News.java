package io.quotakeeper.api;

import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.Locale;

/** What a listener is told. */
public sealed interface News {

  /**
   * Forget everything: all that is known follows, up to {@link Ready}.
   *
   * @param at when
   * @param why the listener cannot simply go on
   */
  record Reset(Instant at, Why why) implements News {}

  /**
   * Everything that was known or missed has been told; what follows are changes.
   *
   * @param at when
   */
  record Ready(Instant at) implements News {}

  /**
   * A window as it stands.
   *
   * @param view the window
   * @param forecast when it runs out
   */
  record Quota(WindowView view, Forecast forecast) implements News {}

  /**
   * A window is not known any more.
   *
   * @param holder whose it was
   * @param window which
   */
  record QuotaGone(Holder holder, Window window) implements News {}

  /**
   * An account as it is doing.
   *
   * @param status the account
   */
  record Account(AccountStatus status) implements News {}

  /**
   * There is no such account any more.
   *
   * @param holder which
   */
  record AccountGone(Holder holder) implements News {}

  /**
   * A sync of many accounts has ended.
   *
   * @param report how
   * @param at when
   */
  record Swept(SweepReport report, Instant at) implements News {}

  /** Whether something went away. */
  default boolean isLoss() {
    return this instanceof QuotaGone || this instanceof AccountGone;
  }

  /** Why a listener gets everything anew. */
  enum Why {
    /** It has nothing yet. */
    FIRST,
    /** What it has last is of another run of the server, or no id of an event at all. */
    OTHER_RUN,
    /** What it missed is not kept any more. */
    TOO_OLD;

    /** The word that users see, in kebab case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
