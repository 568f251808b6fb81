package io.quotakeeper.engine;

import io.quotakeeper.engine.Permits.Permit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The place that a sync needs before it begins: its credential's, so that no other sync of that is
 * under way, and one of its provider's host. Whoever waits for one holds no thread.
 */
final class Place implements AutoCloseable {

  /** For a sync that will not ask anybody. */
  static final Place NONE = new Place(List.of());

  private final List<Permit> permits;

  private Place(List<Permit> permits) {
    this.permits = permits;
  }

  /**
   * A place of both, the first first. Cancelling what comes back gives up the wait, and what was
   * got so far.
   */
  static CompletableFuture<Place> of(
      CompletableFuture<Permit> first, Supplier<CompletableFuture<Permit>> second) {
    var place = new CompletableFuture<Place>();
    when(
        first,
        place,
        own ->
            when(
                second.get(),
                place,
                slot -> hand(new Place(List.of(slot, own)), place),
                own::close),
        () -> {});
    return place;
  }

  private static void when(
      CompletableFuture<Permit> wish,
      CompletableFuture<Place> place,
      Consumer<Permit> granted,
      Runnable givenUp) {
    var _ =
        place.whenComplete((_, trouble) -> {
          if (trouble != null) {
            wish.cancel(false);
          }
        });
    var _ =
        wish.whenComplete((permit, trouble) -> {
          if (trouble == null) {
            granted.accept(permit);
          } else {
            givenUp.run();
          }
        });
  }

  /** A permit may be granted at the very moment at which the wait is given up. */
  private static void hand(Place granted, CompletableFuture<Place> place) {
    if (!place.complete(granted)) {
      granted.close();
    }
  }

  /** Gives it back; a second time has no effect. */
  @Override
  public void close() {
    permits.forEach(Permit::close);
  }
}
