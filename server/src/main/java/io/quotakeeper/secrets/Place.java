package io.quotakeeper.secrets;

import java.nio.charset.StandardCharsets;

/**
 * Where something sealed is kept. A seal holds at its own place only: what is moved to another row
 * or column does not open there.
 *
 * @param table the table's name
 * @param row the row's key
 * @param column the column's name
 */
public record Place(String table, String row, String column) {

  private static final String PRODUCT = "quotakeeper";
  private static final String VERSION = "1";

  /** Its parts, each behind its length, so that no two places have the same bytes. */
  byte[] bytes() {
    var text = new StringBuilder();
    for (String part : new String[] {PRODUCT, VERSION, table, row, column}) {
      text.append(part.length()).append(':').append(part).append('|');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
