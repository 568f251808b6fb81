package io.quotakeeper.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Asks for an account's quota over a bare socket, and takes what comes as it is. */
final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  RawClient(SimulatedUpstream upstream, LiveAccount account) throws IOException {
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), upstream.port());
    socket.setSoTimeout(20_000);
    in = socket.getInputStream();
    String request =
        "GET /github/rate_limit HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
            + account.account().token().reveal()
            + "\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  /** What came, and how it ended. */
  record Came(String octets, boolean reset) {}

  /** All that comes until the end. */
  Came all() throws IOException {
    return read(Integer.MAX_VALUE);
  }

  /** Each character is one byte. */
  Came read(int most) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
        if (bytes.size() == most) {
          break;
        }
      }
      return new Came(bytes.toString(StandardCharsets.ISO_8859_1), false);
    } catch (SocketException e) {
      return new Came(bytes.toString(StandardCharsets.ISO_8859_1), true);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
