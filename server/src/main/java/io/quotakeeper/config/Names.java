package io.quotakeeper.config;

import io.quotakeeper.quota.AccountId;
import java.util.HashMap;
import java.util.Map;

/** Names that the file gives to things. */
final class Names {

  /** The form of ids of accounts, and of pools and alerts too. */
  static final Kind<String> ID =
      new Kind<>(
          "1 to 128 letters, digits, '.', '_' or '-', not starting with a dot",
          Names::checkedId,
          Shape.text("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}"));

  /** Any short text in one line. */
  static final Kind<String> SHORT =
      Kind.text("1 to 128 printable characters", "[^\\p{Cntrl}\\p{Zl}\\p{Zp}]{1,128}")
          .shaped(Shape.TEXT);

  private static final int MOST_LABELS = 32;

  /** What labels look like. */
  static final Shape LABELS = Shape.mapping(SHORT.shape());

  private static final Kind<String> LABEL =
      Kind.text("a label of 1 to 63 letters, digits or . _ / -", "[A-Za-z0-9._/-]{1,63}");

  private Names() {}

  /** Labels by name. */
  static Map<String, String> labels(Field field) {
    Map<String, String> labels = new HashMap<>();
    field
        .entries("labels such as {team: search}")
        .forEach((key, value) -> {
          if (LABEL.objection(key).isPresent()) {
            value.problem("malformed label", LABEL.expected());
          }
          value.read(SHORT).ifPresent(text -> labels.put(key, text));
        });
    if (labels.size() > MOST_LABELS) {
      field.problem("more than " + MOST_LABELS + " labels", "fewer labels");
    }
    return labels;
  }

  private static String checkedId(String text) {
    if (!AccountId.isValid(text)) {
      throw new IllegalArgumentException("malformed");
    }
    return text;
  }
}
