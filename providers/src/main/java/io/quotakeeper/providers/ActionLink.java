package io.quotakeeper.providers;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A link from an error document that helps a person to act. A provider's error can be forged by
 * anything between, so that only links to hosts that the adapter expects are shown.
 *
 * @param fact the named fact that holds it
 * @param hosts the hosts that it may lead to
 */
record ActionLink(String fact, List<String> hosts) {

  ActionLink {
    if (fact.isEmpty() || hosts.isEmpty()) {
      throw new IllegalArgumentException("an action link needs fact and hosts");
    }
  }

  /** The link; empty if there is none, or if it is not one to follow. */
  String find(Map<String, String> facts) {
    String text = facts.getOrDefault(fact, "");
    try {
      URI uri = URI.create(text);
      boolean isSafe =
          "https".equalsIgnoreCase(uri.getScheme())
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && hosts.stream().anyMatch(uri.getHost()::equalsIgnoreCase);
      return isSafe ? text : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
