package io.quotakeeper.bench.lab;

import java.util.List;

/** One owner: the truth, and the picture of it that a lagging usage call shows. */
final class OwnerState {

  private final AccountGroup group;
  private final Limits limits;
  private final long lag;
  private long pictured = -1;
  private List<WindowState> picture = List.of();

  OwnerState(AccountGroup group, Limits limits) {
    this.group = group;
    this.limits = limits;
    this.lag = group.usage() == null ? 0 : group.usage().lagMillis();
    look(0);
  }

  AccountGroup group() {
    return group;
  }

  /** The truth, as of now: what the usage call shows of the time before is kept. */
  Limits truth(long now) {
    look(now);
    return limits;
  }

  /** What the usage call shows: as of the last full lag. */
  List<WindowState> shown(long now) {
    look(now);
    return lag == 0 ? states(now) : picture;
  }

  List<WindowState> states(long now) {
    return limits.meters().stream().map(meter -> WindowState.of(meter, now)).toList();
  }

  private void look(long now) {
    if (lag == 0) {
      return;
    }
    long boundary = now / lag * lag;
    if (boundary > pictured) {
      pictured = boundary;
      picture = states(boundary);
    }
  }
}
