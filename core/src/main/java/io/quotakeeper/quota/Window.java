package io.quotakeeper.quota;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * The name of one limit of an owner. All three parts belong to the name: a provider may limit
 * requests and tokens over the same minute of the same model.
 *
 * @param scope what the limit covers
 * @param id its length or kind ({@code 5h}, {@code rpm}, {@code daily}, {@code balance}, …), else
 *     the provider's own name in kebab case
 * @param unit what it counts
 */
public record Window(Scope scope, String id, Unit unit) implements Comparable<Window> {

  private static final Comparator<Window> ORDER =
      Comparator.comparing(Window::scope).thenComparing(Window::id).thenComparing(Window::unit);

  /**
   * Refuses an empty id.
   *
   * @throws IllegalArgumentException if the id is empty
   */
  public Window {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("window id is empty");
    }
  }

  /**
   * Whether this counts money or credits: such windows of one scope and id are alternatives, one
   * with something left is enough.
   */
  public boolean isBalance() {
    return unit.isCurrency() || id.equals("balance");
  }

  /**
   * How long it is, where its id tells ({@code 5h}, {@code daily}, {@code tpm}): nothing that was
   * said of it holds for longer. A month counts as 31 days. Absent for balances, and for what has a
   * name of the provider's own.
   */
  public Optional<Duration> length() {
    return isBalance() ? Optional.empty() : WindowLength.of(id);
  }

  @Override
  public int compareTo(Window other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return scope + "/" + id + "/" + unit;
  }
}
