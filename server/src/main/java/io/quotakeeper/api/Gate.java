package io.quotakeeper.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Turns away what no route needs to see, before any is chosen: methods that nobody uses, targets
 * with two readings, foreign host names, requests that another site's page makes a browser send.
 * Headers in which proxies and clients claim another method, path or address are never read.
 */
final class Gate {

  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private static final Set<String> SAME_SITE = Set.of("none", "same-origin");

  private final HostList hosts;

  Gate(HostList hosts) {
    this.hosts = hosts;
  }

  /** Why a request may not come in; absent if it may. */
  Optional<Problem> refusal(HttpServerRequest request) {
    if (!METHODS.contains(request.method())) {
      return Optional.of(Problem.of(501, "unknown-method", "no route knows this method").closing());
    }
    Optional<RequestTarget> target = RequestTarget.parse(request.uri());
    if (target.isEmpty() || !target.get().isUnambiguous()) {
      return Optional.of(
          Problem.of(
                  400,
                  "ambiguous-target",
                  "the request target is malformed or can be read in two ways; send a plain path")
              .closing());
    }
    return foreignHost(request, target.get()).or(() -> foreignSite(request.headers()));
  }

  private Optional<Problem> foreignHost(HttpServerRequest request, RequestTarget target) {
    List<String> given = request.headers().getAll(HttpHeaders.HOST);
    if (given.size() != 1 || !HostList.isWellFormed(given.getFirst())) {
      return Optional.of(
          Problem.of(400, "bad-host", "a request needs one Host header that names a host")
              .closing());
    }
    SocketAddress local = request.localAddress();
    String localAddress = local == null ? "" : local.hostAddress();
    boolean admitted =
        hosts.admits(given.getFirst(), localAddress)
            && (target.authority().isEmpty() || hosts.admits(target.authority(), localAddress));
    return admitted
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    421,
                    "foreign-host",
                    "this server does not answer under that host name; its operator can allow it")
                .closing());
  }

  private static Optional<Problem> foreignSite(MultiMap headers) {
    String host = headers.get(HttpHeaders.HOST).toLowerCase(Locale.ROOT);
    boolean sameOrigin =
        headers.getAll(HttpHeaders.ORIGIN).stream()
            .map(origin -> origin.toLowerCase(Locale.ROOT))
            .allMatch(
                origin -> origin.equals("http://" + host) || origin.equals("https://" + host));
    boolean sameSite =
        headers.getAll("sec-fetch-site").stream()
            .allMatch(site -> SAME_SITE.contains(site.toLowerCase(Locale.ROOT)));
    return sameOrigin && sameSite
        ? Optional.empty()
        : Optional.of(
            Problem.of(403, "foreign-site", "pages of other sites may not send requests here"));
  }
}
