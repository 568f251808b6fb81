package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;

/**
 * What a server answered.
 *
 * @param server which one
 * @param status the HTTP status
 * @param body its text
 */
record Answer(Server server, int status, String body) {

  /** The document of a success. */
  JsonNode document() {
    return Json.parse(body)
        .filter(JsonNode::isObject)
        .orElseThrow(() ->
            new Failure(
                Exit.FAILED,
                "what answers at " + server + " is not Quotakeeper: the answer is no JSON",
                "Check the address given with --server or QUOTAKEEPER_URL."));
  }

  /** This answer if it is a success. */
  Answer orFail() {
    return orFail(() -> "");
  }

  /**
   * This answer if it is a success.
   *
   * @param hint what to do if there is no such thing as was asked for
   */
  Answer orFail(Supplier<String> hint) {
    if (status >= 200 && status < 300) {
      return this;
    }
    throw failure(hint);
  }

  /** Whether it is a problem of that code. */
  boolean isProblem(String code) {
    return Json.parse(body).filter(problem -> Json.text(problem, "code").equals(code)).isPresent();
  }

  private Failure failure(Supplier<String> hint) {
    String said = said();
    return switch (status) {
      case 401 ->
          new Failure(
              Exit.FAILED,
              server
                  + (server.token().isEmpty() ? " wants a token" : " does not accept the token")
                  + said,
              "Give its token with --token-file FILE or QUOTAKEEPER_TOKEN;"
                  + " it lies in the file admin-token of the server's data folder.");
      case 400, 422 -> new Failure(Exit.USAGE, "the request was refused" + said, "");
      default ->
          new Failure(
              Exit.FAILED,
              said.isEmpty() ? server + " answered " + status : said.substring(2),
              status == 404 ? hint.get() : "");
    };
  }

  /** The text of a problem document after a colon, empty if there is none. */
  private String said() {
    JsonNode problem = Json.parse(body).orElse(null);
    if (problem == null) {
      return "";
    }
    String detail = Json.text(problem, "detail");
    String text = detail.isEmpty() ? Json.text(problem, "title") : detail;
    return text.isEmpty() ? "" : ": " + text;
  }
}
