package io.quotakeeper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Amount;

/** An amount, as JSON: its kind, and what that kind holds. */
final class AmountCodec {

  private static final String KIND = "kind";
  private static final String LEFT = "left";
  private static final String MOST = "most";
  private static final String MINIMUM = "minimum";
  private static final String PART = "part";

  private AmountCodec() {}

  static ObjectNode encode(Amount amount) {
    return switch (amount) {
      case Amount.Counted(double left, double most) ->
          kind("counted").put(LEFT, left).put(MOST, most);
      case Amount.Balance(double left, double minimum) ->
          kind("balance").put(LEFT, left).put(MINIMUM, minimum);
      case Amount.Share(double part) -> kind("share").put(PART, part);
      case Amount.Untold _ -> kind("untold");
      case Amount.Cap(double most) -> kind("cap").put(MOST, most);
      case Amount.Unlimited _ -> kind("unlimited");
      case Amount.NotEntitled _ -> kind("not-entitled");
    };
  }

  static Amount decode(JsonNode node) {
    String kind = Documents.text(node, KIND);
    return switch (kind) {
      case "counted" ->
          new Amount.Counted(Documents.number(node, LEFT), Documents.number(node, MOST));
      case "balance" ->
          new Amount.Balance(Documents.number(node, LEFT), Documents.number(node, MINIMUM));
      case "share" -> new Amount.Share(Documents.number(node, PART));
      case "untold" -> new Amount.Untold();
      case "cap" -> new Amount.Cap(Documents.number(node, MOST));
      case "unlimited" -> new Amount.Unlimited();
      case "not-entitled" -> new Amount.NotEntitled();
      default -> throw new IllegalArgumentException("kind of amount is not known: " + kind);
    };
  }

  private static ObjectNode kind(String word) {
    return Documents.empty().put(KIND, word);
  }
}
