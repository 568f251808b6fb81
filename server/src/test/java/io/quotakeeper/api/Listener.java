package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of a stream of events, which holds each event against the published contract. */
final class Listener implements AutoCloseable {

  private static final ContractDocument DOCUMENT = ContractDocument.load();

  final ContractClient.Answer head;
  private final String target;
  private final Socket socket;
  private final InputStream in;
  private int comments;
  private int left;
  private String lastId = "";

  /** An event as it was heard. */
  record Heard(String name, String id, JsonNode data) {}

  Listener(int port, String target, String... headers) {
    this.target = target;
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
      String fields = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      in = new BufferedInputStream(socket.getInputStream());
      head = ContractClient.Answer.parse(readHead());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the admin, who has heard everything up to that id. */
  static Listener after(int port, String lastId) {
    return new Listener(
        port,
        "/api/v1/events",
        "Authorization: Bearer " + ContractClient.TOKEN,
        "Last-Event-ID: " + lastId);
  }

  static Listener first(int port) {
    return to(port, "/api/v1/events");
  }

  static Listener to(int port, String target) {
    return new Listener(port, target, "Authorization: Bearer " + ContractClient.TOKEN);
  }

  /** The next event; waits for it. */
  Heard next() {
    String name = "";
    String id = "";
    var data = new StringBuilder();
    for (String line = line(); !line.isEmpty() || name.isEmpty(); line = line()) {
      int colon = line.indexOf(": ");
      String field = colon < 0 ? line : line.substring(0, colon);
      switch (field) {
        case "event" -> name = line.substring(colon + 2);
        case "id" -> id = line.substring(colon + 2);
        case "data" -> data.append(line.substring(colon + 2));
        case ":" -> comments++;
        default -> assertThat(line).isIn("", "retry: 2000");
      }
    }
    assertThat(DOCUMENT.violations(target, name, data.toString())).isEmpty();
    lastId = id;
    return new Heard(name, id, ContractDocument.json(data.toString()));
  }

  /** All events up to one of that name. */
  List<Heard> upTo(String name) {
    var heard = new ArrayList<Heard>();
    do {
      heard.add(next());
    } while (!heard.getLast().name().equals(name));
    return heard;
  }

  String lastId() {
    return lastId;
  }

  int comments() {
    return comments;
  }

  /** Waits for a comment. */
  void awaitComment() {
    String line = line();
    while (!line.equals(":")) {
      line = line();
    }
  }

  /** Reads to the end, which is the regular end of an answer or a connection that is cut. */
  boolean endsRegularly() {
    try {
      while (read() >= 0) {
        // Whatever is still to come.
      }
      return true;
    } catch (IOException | NumberFormatException cut) {
      return false;
    }
  }

  private String readHead() throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      bytes.write(in.read());
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String line() {
    try {
      var bytes = new ByteArrayOutputStream();
      for (int next = read(); next != '\n'; next = read()) {
        if (next < 0) {
          throw new IOException("the stream has ended");
        }
        bytes.write(next);
      }
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next byte of the body, which comes in chunks; -1 at its end. */
  private int read() throws IOException {
    if (left == 0) {
      left = Integer.parseInt(rawLine(), 16);
      if (left == 0) {
        return -1;
      }
    }
    int next = in.read();
    if (next < 0) {
      throw new IOException("the connection has ended in the middle of a chunk");
    }
    left--;
    if (left == 0) {
      assertThat(rawLine()).isEmpty();
    }
    return next;
  }

  private String rawLine() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection has ended");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
