package io.quotakeeper.testkit;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;

/**
 * One limit that a simulated account has. The wire may tell less of it than there is: Cloud Code
 * tells only the share that is left, OpenAI only windows {@code rpm} and {@code tpm}. Immutable.
 *
 * @param window its name
 * @param limit how much there is when it is full, 0 or more, in the window's unit
 * @param renewal when it is full again
 */
public record SimulatedWindow(Window window, double limit, Renewal renewal) {

  /** Stands for each of the account's models: one window for every one of them. */
  public static final Scope EACH_MODEL = Scope.model("*");

  /** Refuses a limit that is negative or not a number. */
  public SimulatedWindow {
    if (!(limit >= 0) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException("limit is not a number of 0 or more: " + limit);
    }
  }

  /** A window that runs from its first use for {@code length} and is then full again. */
  public static SimulatedWindow fixed(
      Scope scope, String id, Unit unit, double limit, Duration length) {
    return new SimulatedWindow(
        new Window(scope, id, unit), limit, new Renewal.FromFirstUse(length));
  }

  /** A token bucket that fills from empty in {@code length}. */
  public static SimulatedWindow rolling(
      Scope scope, String id, Unit unit, double limit, Duration length) {
    return new SimulatedWindow(new Window(scope, id, unit), limit, new Renewal.Rolling(length));
  }

  /** A window that is full again at the next boundary of the calendar. */
  public static SimulatedWindow calendar(
      Scope scope, String id, Unit unit, double limit, Renewal.Period period) {
    return new SimulatedWindow(new Window(scope, id, unit), limit, new Renewal.Calendar(period));
  }

  /** What only burns. */
  public static SimulatedWindow balance(Scope scope, String id, Unit unit, double limit) {
    return new SimulatedWindow(new Window(scope, id, unit), limit, new Renewal.Never());
  }

  SimulatedWindow of(String model) {
    return window.scope().equals(EACH_MODEL)
        ? new SimulatedWindow(
            new Window(Scope.model(model), window.id(), window.unit()), limit, renewal)
        : this;
  }
}
