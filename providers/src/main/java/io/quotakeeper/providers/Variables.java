package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.Locale;
import net.thisptr.jackson.jq.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The variables that expressions see: {@code $root}, {@code $at} (when the reply came, in seconds
 * since 1970), {@code $model} and {@code $host} (of the base URL). Made for one reply and one
 * thread; the scope is built only if an expression runs.
 */
final class Variables {

  private final Reply reply;
  private final String baseUrl;
  private final String model;
  private @Nullable Scope scope;

  Variables(Reply reply, String baseUrl, String model) {
    this.reply = reply;
    this.baseUrl = baseUrl;
    this.model = model;
  }

  Scope scope() {
    if (scope == null) {
      Scope built = Jq.scope();
      built.setValue("at", DoubleNode.valueOf(reply.receivedAt().toEpochMilli() / 1000.0));
      built.setValue("model", TextNode.valueOf(model));
      built.setValue("host", TextNode.valueOf(host(baseUrl)));
      scope = built;
    }
    return scope;
  }

  /** Sets {@code $root}. */
  void root(JsonNode document) {
    scope().setValue("root", document);
  }

  private static String host(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
