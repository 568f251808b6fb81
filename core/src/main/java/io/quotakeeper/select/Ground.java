package io.quotakeeper.select;

import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Window;

/**
 * Why a decision is as it is: what it stands on, put into words only for those who ask, since most
 * who want a decision do not.
 */
public sealed interface Ground {

  /**
   * What has no other form than words.
   *
   * @param text for a person
   */
  record Said(String text) implements Ground {}

  /**
   * One window decided.
   *
   * @param view as it stood
   */
  record OfWindow(WindowView view) implements Ground {
    @Override
    public String text() {
      Window window = view.reading().window();
      return window.id() + " of " + window.scope() + ": " + view.cause();
    }
  }

  /**
   * Requests are refused.
   *
   * @param standing the refusal that ends last
   */
  record OfRefusal(StandingRefusal standing) implements Ground {
    @Override
    public String text() {
      String words = standing.refusal().message();
      return "refused: "
          + standing.refusal().kind().word()
          + (words.isEmpty() ? "" : " (" + words + ")");
    }
  }

  /**
   * An account is as good as its best part.
   *
   * @param part the model or group
   * @param ground why that part is as it is
   */
  record OfPart(Scope part, Ground ground) implements Ground {
    @Override
    public String text() {
      return part + ": " + ground.text();
    }
  }

  /** The words, for a person. */
  String text();
}
