package io.quotakeeper.providers;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a quota call is sent.
 *
 * @param method the HTTP method; GET by default
 * @param path what is added to the base URL, with {@code ${project}} where the project goes, and
 *     {@code ${now}} or {@code ${now-24h}} where an instant goes (RFC 3339, whole seconds)
 * @param headers header fields beside the credential; one with {@code ${project}} is left out for
 *     an account that names no project
 * @param body the body, with the same as the path
 */
record RequestRule(String method, String path, Map<String, String> headers, String body) {

  private static final String PROJECT = "${project}";
  private static final String NOW = "${now";

  /** Under our own name, as ourselves; GitHub answers 403 to who gives none. */
  private static final Map.Entry<String, String> USER_AGENT =
      Map.entry("User-Agent", "quotakeeper");

  RequestRule {
    method = method.isEmpty() ? "GET" : method;
    RequestCheck.check(method, filled(path, "project", Instant.EPOCH), headers);
    filled(body, "project", Instant.EPOCH);
  }

  boolean needsProject() {
    return path.contains(PROJECT) || body.contains(PROJECT);
  }

  /** The request to a base URL. */
  CallRequest to(String baseUrl, String project, Instant now) {
    if (needsProject()) {
      requireProject(project);
    }
    List<Map.Entry<String, String>> fields = new ArrayList<>(List.of(USER_AGENT));
    headers.forEach((name, value) -> field(name, value, project).ifPresent(fields::add));
    return new CallRequest(
        method,
        URI.create(BaseUrl.checked(baseUrl) + filled(path, project, now)),
        Headers.of(fields),
        filled(body, project, now));
  }

  private static String filled(String text, String project, Instant now) {
    String rest = text.replace(PROJECT, project);
    StringBuilder filled = new StringBuilder();
    for (int at = rest.indexOf(NOW); at >= 0; at = rest.indexOf(NOW)) {
      int end = rest.indexOf('}', at);
      if (end < 0) {
        throw new IllegalArgumentException("'}' is missing after " + NOW);
      }
      String past = rest.substring(at + NOW.length(), end);
      filled.append(rest, 0, at).append(before(past, now).truncatedTo(ChronoUnit.SECONDS));
      rest = rest.substring(end + 1);
    }
    return filled + rest;
  }

  private static Instant before(String past, Instant now) {
    if (past.isEmpty()) {
      return now;
    }
    return Optional.of(past)
        .filter(text -> text.startsWith("-"))
        .flatMap(text -> Durations.go(text.substring(1)))
        .map(now::minus)
        .orElseThrow(() ->
            new IllegalArgumentException("a time is ${now} or ${now-24h}: ${now" + past + "}"));
  }

  private static Optional<Map.Entry<String, String>> field(
      String name, String value, String project) {
    if (!value.contains(PROJECT)) {
      return Optional.of(Map.entry(name, value));
    }
    if (project.isEmpty()) {
      return Optional.empty();
    }
    requireProject(project);
    return Optional.of(Map.entry(name, value.replace(PROJECT, project)));
  }

  /** What may stand in a path or a JSON string without changing either. */
  private static void requireProject(String project) {
    boolean isSafe =
        !project.isEmpty()
            && project.chars().allMatch(RequestRule::mayStand)
            && !project.chars().allMatch(c -> c == '.');
    if (!isSafe) {
      throw new IllegalArgumentException(
          project.isEmpty()
              ? "this call needs a project"
              : "a project must be letters, digits, '-', '_', '.' or ':'");
    }
  }

  private static boolean mayStand(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-_.:".indexOf(c) >= 0;
  }
}
