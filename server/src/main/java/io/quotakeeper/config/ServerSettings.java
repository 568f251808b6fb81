package io.quotakeeper.config;

/**
 * Where the server listens, and who may enter.
 *
 * @param host a host name or an address; a loopback one if no admin token is given
 * @param port 0 to 65535; 0 for any free port
 * @param adminToken the operator's credential
 */
public record ServerSettings(String host, int port, AdminToken adminToken) {

  /** This computer alone, port 7878, a token of the server's own. */
  public static ServerSettings defaults() {
    return new ServerSettings("127.0.0.1", 7878, new AdminToken.Made());
  }

  /** These settings with another port. */
  public ServerSettings withPort(int other) {
    return new ServerSettings(host, other, adminToken);
  }
}
