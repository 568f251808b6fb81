package io.quotakeeper.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.quotakeeper.engine.AccountStatus;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** How many accounts are in each state, counted at each scrape. */
final class AccountCollector implements Collector {

  private static final String NAME = "quotakeeper_accounts";
  private static final String HELP = "Accounts, by how they are doing.";
  private static final String STATUS = "status";

  private final Supplier<List<AccountStatus.State>> accounts;

  AccountCollector(Supplier<List<AccountStatus.State>> accounts) {
    this.accounts = accounts;
  }

  @Override
  public MetricSnapshot collect() {
    List<AccountStatus.State> states = accounts.get();
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(NAME).help(HELP);
    for (AccountStatus.State state : AccountStatus.State.values()) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(Labels.of(STATUS, state.word()))
              .value(Collections.frequency(states, state))
              .build());
    }
    return gauge.build();
  }

  @Override
  public MetricFamilyDescriptor getMetricFamilyDescriptor() {
    return MetricFamilyDescriptor.gauge(NAME).help(HELP).labelName(STATUS).build();
  }
}
