package io.quotakeeper.config;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks {@code alerts}, which have no function yet. */
final class AlertReader {

  private static final String MAIL = "smtp";
  private static final Kind<String> TYPE =
      words(
          "type",
          List.of(
              "slack", "discord", "teams", "ntfy", "pagerduty", "alertmanager", "webhook", MAIL));
  private static final Kind<String> EVENT =
      words("event", List.of("low", "exhausted", "recovered", "forecast", "auth", "stale"));

  static final Keys KEYS =
      Keys.of(
          Key.required("id", Names.ID, "Unique among the alerts."),
          Key.required("type", TYPE, "What kind of receiver it is."),
          Key.required("url", SecretReader.SHAPE, "Where its address is, which is a secret too."),
          Key.optional("on", Shape.someOf(EVENT.shape()), "The events that it tells."));

  private final SecretReader secrets;
  private final Kind<URI> url;
  private final List<String> notes;

  AlertReader(SecretReader secrets, Urls urls, List<String> notes) {
    this.secrets = secrets;
    this.url =
        new Kind<>(
            "an https URL of a public host, or of one that outbound.allow names", urls::checked);
    this.notes = notes;
  }

  void read(Field field) {
    Map<String, Integer> lines = new HashMap<>();
    List<Field> items = field.list("a list of alerts");
    for (Field item : items) {
      Mapping keys = item.mapping(KEYS);
      Optional<String> id = keys.require("id", Names.ID);
      Integer first = id.map(name -> lines.putIfAbsent(name, item.spot().line())).orElse(null);
      if (first != null) {
        item.problem("already the id of the alert in line " + first, "an id of its own");
      }
      readTarget(keys);
      keys.get("on").ifPresent(AlertReader::readEvents);
    }
    if (!items.isEmpty()) {
      notes.add("alerts: this version checks them but sends none yet");
    }
  }

  private void readTarget(Mapping keys) {
    Optional<String> type = keys.require("type", TYPE);
    if (!keys.has("url")) {
      keys.missing("url", "{env: NAME} or {file: path}");
    }
    Kind<?> form = type.filter(MAIL::equals).isPresent() ? SecretReader.ANY : url;
    keys.get("url").ifPresent(field -> secrets.source(field, form));
  }

  private static void readEvents(Field field) {
    Set<String> seen = new HashSet<>();
    List<Field> items = field.list("a list of events");
    if (items.isEmpty() && (field.isList() || field.isEmpty())) {
      field.problem("empty", "events such as [low, exhausted]");
    }
    for (Field item : items) {
      if (item.read(EVENT).filter(event -> !seen.add(event)).isPresent()) {
        item.problem("named twice", "each event once");
      }
    }
  }

  private static Kind<String> words(String noun, List<String> words) {
    return Kind.choice(
        noun, words.stream().collect(Collectors.toMap(Function.identity(), Function.identity())));
  }
}
