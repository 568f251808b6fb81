package io.quotakeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a call is not answered, as RFC 9457 has it.
 *
 * @param status the HTTP status
 * @param code what programs tell problems apart by, in kebab case
 * @param detail what happened and what to do, for a person; never a secret
 * @param headers header fields that go with it
 * @param members what else it says to programs, by name
 */
record Problem(
    int status,
    String code,
    String detail,
    Map<String, String> headers,
    Map<String, JsonNode> members) {

  static final String CONTENT_TYPE = "application/problem+json";

  Problem {
    headers = Map.copyOf(headers);
    members = Map.copyOf(members);
  }

  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, Map.of(), Map.of());
  }

  /** One of which nothing is known but its status. */
  static Problem ofStatus(int status) {
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    return of(status, title.toLowerCase(Locale.ROOT).replace(' ', '-'), title);
  }

  Problem with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Problem(status, code, detail, more, members);
  }

  /** This with more to say to programs. */
  Problem saying(Map<String, JsonNode> more) {
    return new Problem(status, code, detail, headers, more);
  }

  /** After which the connection cannot be used again. */
  Problem closing() {
    return with("connection", "close");
  }

  boolean closes() {
    return headers.containsKey("connection");
  }

  /** As JSON, about one request. */
  String text(String requestId) {
    ObjectNode node = Json.object();
    node.put("type", "urn:quotakeeper:problem:" + code);
    node.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
    node.put("status", status);
    node.put("detail", detail);
    node.put("instance", "urn:quotakeeper:request:" + requestId);
    node.put("code", code);
    new TreeMap<>(members).forEach(node::set);
    return Json.text(node);
  }
}
