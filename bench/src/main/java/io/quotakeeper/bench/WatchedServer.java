package io.quotakeeper.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of a soak, seen from outside: its process, its metrics, its log. */
final class WatchedServer {

  private static final Pattern URL = Pattern.compile("listens on (\\S+)");
  private static final Pattern TOKEN = Pattern.compile("token +(\\S+)");
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Child server;
  private final Path log;
  private final URI metrics;
  private final String token;

  /** Waits until it listens. */
  WatchedServer(Child server, Path log) throws IOException {
    this.server = server;
    this.log = log;
    this.metrics = URI.create(told(server, URL) + "/metrics");
    this.token = Files.readString(Path.of(told(server, TOKEN))).strip();
  }

  /** Reads what it prints up to the line that tells that. */
  private static String told(Child server, Pattern what) throws IOException {
    Matcher line = what.matcher(server.line());
    while (!line.find()) {
      line = what.matcher(server.line());
    }
    return line.group(1);
  }

  /** Has it collect all garbage first, so that growth is told from garbage. */
  SoakSample sample(Duration at, int connections) throws IOException {
    double heap = liveHeapMiB();
    List<String> samples = scrape();
    return new SoakSample(
        at,
        server.figures(),
        heap,
        (int) sum(samples, "quotakeeper_accounts"),
        (int) samples.stream().filter(s -> s.startsWith("quotakeeper_quota_age_seconds{")).count(),
        Math.round(sum(samples, "quotakeeper_sync_total")),
        connections);
  }

  /** Every line that tells of a window's level, oldest first. */
  List<String> warnings() throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(" quota account="))
        .toList();
  }

  private double liveHeapMiB() throws IOException {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(server.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (InputStream out = tool.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      Matcher total = TOTAL.matcher(text);
      return total.find() ? Long.parseLong(total.group(1)) / 1048576.0 : Double.NaN;
    }
  }

  private List<String> scrape() throws IOException {
    var connection = (HttpURLConnection) metrics.toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static double sum(List<String> samples, String name) {
    return samples.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
