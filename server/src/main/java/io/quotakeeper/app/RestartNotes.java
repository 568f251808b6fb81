package io.quotakeeper.app;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ServerSettings;
import java.util.ArrayList;
import java.util.List;

/** What of a new configuration a running server cannot take. */
final class RestartNotes {

  private RestartNotes() {}

  /** One sentence for each, without a secret. */
  static List<String> of(Configuration started, Configuration wanted) {
    List<String> notes = of(started.server(), wanted.server());
    int slots = Monitor.connections(started);
    if (wanted.monitor().slotsPerHost() > slots) {
      notes.add(
          note(
              "monitor.slotsPerHost",
              String.valueOf(slots),
              String.valueOf(wanted.monitor().slotsPerHost())));
    }
    if (!started.evidence().equals(wanted.evidence())) {
      notes.add("evidence has changed, and the server goes on as it started: restart to apply");
    }
    return notes;
  }

  static List<String> of(ServerSettings started, ServerSettings wanted) {
    List<String> notes = new ArrayList<>();
    if (!started.host().equals(wanted.host())) {
      notes.add(note("server.host", started.host(), wanted.host()));
    }
    if (started.port() != wanted.port()) {
      notes.add(note("server.port", String.valueOf(started.port()), String.valueOf(wanted.port())));
    }
    if (!started.adminToken().equals(wanted.adminToken())) {
      notes.add(
          "server.adminToken has changed, and the server goes on with the old one: restart to apply");
    }
    return notes;
  }

  private static String note(String key, String started, String wanted) {
    return key
        + " is "
        + started
        + " as long as the server runs, not "
        + wanted
        + ": restart to apply";
  }
}
