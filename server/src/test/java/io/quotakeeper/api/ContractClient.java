package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one client of these tests. It writes requests as they are given to it, byte for byte, and
 * holds each answer that it gets against the published contract.
 */
final class ContractClient {

  static final String TOKEN = "qk-test-4b1f0c5e9a";

  private final ContractDocument document = ContractDocument.load();
  private final int port;

  ContractClient(int port) {
    this.port = port;
  }

  /** As the admin. */
  Answer get(String target) {
    return send("GET", target, List.of("Authorization: Bearer " + TOKEN), "");
  }

  /** As the admin, without a body. */
  Answer post(String target) {
    return send("POST", target, List.of("Authorization: Bearer " + TOKEN, "Content-Length: 0"), "");
  }

  /** As the admin. */
  Answer post(String target, String contentType, String body) {
    return send(
        "POST",
        target,
        List.of(
            "Authorization: Bearer " + TOKEN,
            "Content-Type: " + contentType,
            "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length),
        body);
  }

  /** With these headers beside Host. */
  Answer send(String method, String target, List<String> headers, String body) {
    List<String> all = new ArrayList<>(headers);
    all.add("Host: localhost:" + port);
    return sendAsIs(method, target, all, body);
  }

  /** With these headers alone. */
  Answer sendAsIs(String method, String target, List<String> headers, String body) {
    String head = headers.stream().map(h -> h + "\r\n").collect(Collectors.joining());
    Answer answer =
        exchange(
            method + " " + target + " HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n" + body);
    assertThat(document.violations(method, target, answer)).isEmpty();
    return answer;
  }

  /** The answer to these bytes, not held against anything. */
  Answer exchange(String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return Answer.parse(readAnswer(socket.getInputStream(), request.startsWith("HEAD ")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Up to the end of the body, since not every connection ends with it. */
  private static String readAnswer(InputStream in, boolean isHead) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int end = Integer.MAX_VALUE;
    while (bytes.size() < end) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      bytes.write(next);
      if (end == Integer.MAX_VALUE && bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        String length =
            Answer.parse(bytes.toString(StandardCharsets.UTF_8)).header("content-length");
        assertThat(length).as("every answer tells its length").isNotEmpty();
        end = bytes.size() + (isHead ? 0 : Integer.parseInt(length));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A status, header fields by lower-case name, and a body. */
  record Answer(int status, Map<String, List<String>> headers, String body) {

    static Answer parse(String text) {
      int end = text.indexOf("\r\n\r\n");
      assertThat(end).as("head of an answer in: %s", text).isPositive();
      String[] lines = text.substring(0, end).split("\r\n", -1);
      Map<String, List<String>> headers =
          Arrays.stream(lines)
              .skip(1)
              .map(line -> line.split(": ?", 2))
              .collect(
                  Collectors.groupingBy(
                      field -> field[0].toLowerCase(Locale.ROOT),
                      Collectors.mapping(field -> field[1], Collectors.toList())));
      return new Answer(
          Integer.parseInt(lines[0].split(" ", 3)[1]), headers, text.substring(end + 4));
    }

    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    JsonNode json() {
      return ContractDocument.json(body);
    }

    String code() {
      return json().path("code").asText();
    }

    String detail() {
      return json().path("detail").asText();
    }
  }
}
