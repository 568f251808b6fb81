package io.quotakeeper.bench.lab;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts what a simulated provider tells into the words that go over the wire. */
final class Wire {

  /** A Monday at midnight UTC. */
  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final String TOO_FAST = "too_fast";
  private static final String SPENT = "window_spent";
  private static final String REFUSED = "refused";

  private Wire() {}

  /** That time of a run by the wall clock. */
  static Instant instant(long millis) {
    return START.plusMillis(millis);
  }

  /** That instant, in milliseconds since the start of the run, rounded up. */
  static long millis(Instant instant) {
    long seconds = instant.getEpochSecond() - START.getEpochSecond();
    return seconds * 1_000 + Math.ceilDiv(instant.getNano(), 1_000_000);
  }

  /** An answer to a request. */
  static Reply reply(LabReply reply, long now) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (WindowState window : reply.windows()) {
      String name = headerName(window.rule());
      headers.add(Map.entry("x-limit-" + name, number(window.rule().limit())));
      headers.add(Map.entry("x-remaining-" + name, number(Math.max(0, window.left()))));
      if (window.resetAt() != Meter.NEVER) {
        headers.add(Map.entry("x-reset-" + name, epoch(window.resetAt())));
      }
    }
    boolean isStream = reply.group().refusing().inStream();
    if (!isStream && reply.retryAfter() != LabReply.UNTOLD) {
      headers.add(Map.entry("retry-after", Long.toString(reply.retryAfter())));
    }
    return Reply.ofTraffic(reply.status(), Headers.of(headers), body(reply), instant(now));
  }

  /** What the usage call answers. */
  static String usage(AccountGroup.Usage usage, List<WindowState> windows) {
    return windows.stream()
        .map(window -> usage(usage, window))
        .collect(Collectors.joining(",", "{\"windows\":[", "]}"));
  }

  /** What stands in the names of a window's headers. */
  static String headerName(WindowRule rule) {
    return rule.model() == null ? rule.id() : rule.id() + "-" + rule.model();
  }

  private static String usage(AccountGroup.Usage usage, WindowState window) {
    WindowRule rule = window.rule();
    String amount =
        usage.step() == null
            ? "\"limit\":" + number(rule.limit()) + ",\"remaining\":" + number(window.left())
            : "\"used\":" + window.percentUsed(usage.step());
    return "{\"id\":\"%s\",\"scope\":\"%s\",\"unit\":\"%s\",%s,\"reset\":%s}"
        .formatted(
            rule.id(),
            rule.scope(),
            usage.step() == null ? rule.unitOrRequests().word() : "percent",
            amount,
            window.resetAt() == Meter.NEVER ? "null" : epoch(window.resetAt()));
  }

  private static String body(LabReply reply) {
    Meter meter = reply.ruling().refusing();
    if (meter == null) {
      return "";
    }
    AccountGroup.Refusing refusing = reply.group().refusing();
    WindowRule rule = meter.rule();
    String kind = !refusing.namesWindow() ? REFUSED : rule.isThrottle() ? TOO_FAST : SPENT;
    StringBuilder error = new StringBuilder("{\"error\":{\"type\":\"").append(kind).append('"');
    if (refusing.namesWindow()) {
      error.append(",\"window\":\"").append(rule.id()).append('"');
      if (rule.model() != null) {
        error.append(",\"model\":\"").append(rule.model()).append('"');
      }
    }
    if (refusing.inStream() && reply.retryAfter() != LabReply.UNTOLD) {
      error.append(",\"wait\":").append(reply.retryAfter());
    }
    error.append("}}");
    return refusing.inStream() ? "event: error\ndata: " + error + "\n\n" : error.toString();
  }

  private static String number(double amount) {
    return String.format(Locale.ROOT, "%.0f", Math.floor(amount + 1e-6));
  }

  private static String epoch(long millis) {
    return Long.toString(START.getEpochSecond() + Math.ceilDiv(millis, Span.SECOND));
  }
}
