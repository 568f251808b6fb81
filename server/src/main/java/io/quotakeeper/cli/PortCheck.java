package io.quotakeeper.cli;

import io.quotakeeper.config.ServerSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Looks whether the configured port is free, or who has it. */
final class PortCheck {

  private static final String CHECK = "port";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private PortCheck() {}

  static List<Finding> of(ServerSettings settings, ServerCheck server) {
    if (settings.port() == 0) {
      return List.of();
    }
    String place = settings.host() + ":" + settings.port();
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()));
      return List.of(Finding.ok(CHECK, place + " is free."));
    } catch (UnknownHostException e) {
      return List.of(
          Finding.problem(
              CHECK,
              settings.host() + " has no address.",
              "Set server.host to one of this machine."));
    } catch (BindException e) {
      return List.of(taken(place, settings.port(), server));
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              CHECK,
              "Nothing can listen on " + place + " for this user.",
              "Choose another server.port."));
    }
  }

  private static Finding taken(String place, int port, ServerCheck server) {
    if (server.isAt(port)) {
      return Finding.ok(CHECK, place + " is taken by the server that was found.");
    }
    if (isQuotakeeper(port)) {
      return Finding.note(
          CHECK,
          place + " is taken by a Quotakeeper, perhaps of another user.",
          "Another server needs another port: serve --port N.");
    }
    return Finding.problem(
        CHECK,
        place + " is taken by another program, or no address of this machine.",
        "Stop that program, or choose another port: server.port, or serve --port N.");
  }

  private static boolean isQuotakeeper(int port) {
    try {
      Server there = Server.at("http://127.0.0.1:" + port, "the port");
      Answer answer = new ServerClient(there).get("/health/live", Map.of(), PATIENCE);
      return Json.text(answer.document(), "status").equals("live");
    } catch (Failure e) {
      return false;
    }
  }
}
