package io.quotakeeper.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The windows as gauges, read from the source at each scrape: nothing is kept for a window between
 * two, so one that is gone is gone. What is not known has no sample.
 */
final class QuotaCollector implements MultiCollector {

  private static final double NANOS = 1e9;

  private static final List<String> LABELS =
      List.of("provider", "account", "scope", "window", "unit");

  private final List<Family> families;
  private final Supplier<List<WindowView>> windows;

  QuotaCollector(Supplier<List<WindowView>> windows, Function<WindowView, Forecast> forecasts) {
    this.windows = windows;
    families =
        List.of(
            new Family(
                "quotakeeper_quota_remaining_ratio",
                "Share of the window that is left, 0 to 1. No sample where it is not known.",
                view -> view.reading().amount().fraction()),
            new Family(
                "quotakeeper_quota_limit",
                "Limit of the window, in its unit. No sample where there is none, or none is known.",
                view -> view.reading().amount().limit()),
            new Family(
                "quotakeeper_quota_reset_timestamp_seconds",
                "When the window refills, in seconds since 1970. No sample where that is not stated.",
                view -> seconds(view.reading().resetsAt())),
            new Family(
                "quotakeeper_quota_age_seconds",
                "How long ago the value was observed.",
                view -> OptionalDouble.of(view.age().toNanos() / NANOS)),
            new Family(
                "quotakeeper_quota_forecast_exhaustion_timestamp_seconds",
                "When the window will likely have run out, in seconds since 1970. No sample where it"
                    + " lasts until its reset, or nothing can be said.",
                view -> exhaustion(forecasts.apply(view))));
  }

  private record Family(String name, String help, Function<WindowView, OptionalDouble> value) {

    MetricFamilyDescriptor descriptor() {
      return MetricFamilyDescriptor.gauge(name).help(help).labelNames(LABELS).build();
    }

    GaugeSnapshot of(Map<Labels, WindowView> views) {
      GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
      views.forEach((labels, view) ->
          value
              .apply(view)
              .ifPresent(number ->
                  gauge.dataPoint(
                      GaugeDataPointSnapshot.builder().labels(labels).value(number).build())));
      return gauge.build();
    }
  }

  @Override
  public MetricSnapshots collect() {
    // One sample for each name: a second would void the whole scrape.
    Map<Labels, WindowView> views = new LinkedHashMap<>();
    windows.get().forEach(view -> views.put(labels(view), view));
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    families.forEach(family -> all.metricSnapshot(family.of(views)));
    return all.build();
  }

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return families.stream().map(Family::descriptor).toList();
  }

  private static Labels labels(WindowView view) {
    Window window = view.reading().window();
    return Labels.of(
        LABELS,
        List.of(
            view.holder().owner().provider(),
            view.holder().account().value(),
            window.scope().toString(),
            window.id(),
            window.unit().name()));
  }

  private static OptionalDouble exhaustion(Forecast forecast) {
    return forecast instanceof Forecast.Expected expected && expected.isBeforeReset()
        ? OptionalDouble.of(seconds(expected.runsOut().likely()))
        : OptionalDouble.empty();
  }

  private static OptionalDouble seconds(Moment moment) {
    return moment instanceof Moment.At(Instant value)
        ? OptionalDouble.of(seconds(value))
        : OptionalDouble.empty();
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / NANOS;
  }
}
