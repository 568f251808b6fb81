package io.quotakeeper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.quota.Window;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The state of one owner as a document.
 *
 * <p>One document for each owner and not a table of columns, because a state is always written and
 * read as a whole, is never asked for by its parts, and is a tree of alternatives that would make a
 * wide table of mostly empty columns. A row is then one owner at one instant, never a mixture of
 * two. What a later program adds is passed over; what this one does not understand costs that entry
 * alone, and is counted.
 */
final class StateCodec {

  /** Raised only when an old program would misread what a new one writes. */
  private static final int VERSION = 1;

  private StateCodec() {}

  /**
   * What a document says.
   *
   * @param state what could be read
   * @param skipped how many entries could not
   */
  record Decoded(OwnerState state, int skipped) {}

  static String encode(OwnerState state) {
    ObjectNode document = Documents.empty().put("version", VERSION);
    ArrayNode windows = document.putArray("windows");
    state.windows().values().forEach(known -> windows.add(WindowCodec.encode(known)));
    ArrayNode refusals = document.putArray("refusals");
    state.refusals().forEach(refusal -> refusals.add(RefusalCodec.encode(refusal)));
    return Documents.write(document);
  }

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException if it is not one of a version that this program knows
   */
  static Decoded decode(String text) {
    JsonNode document = Documents.read(text);
    int version = Documents.whole(document, "version");
    if (version != VERSION) {
      throw new IllegalArgumentException("version " + version + " is not known");
    }
    List<QuotaState> known = new ArrayList<>();
    List<StandingRefusal> refusals = new ArrayList<>();
    int skipped =
        entries(document.path("windows"), WindowCodec::decode, known)
            + entries(document.path("refusals"), RefusalCodec::decode, refusals);
    NavigableMap<Window, QuotaState> windows = new TreeMap<>();
    known.forEach(state -> windows.put(state.reading().window(), state));
    return new Decoded(new OwnerState(windows, refusals), skipped);
  }

  private static <T> int entries(JsonNode array, Function<JsonNode, T> codec, List<T> into) {
    int skipped = 0;
    for (JsonNode entry : array) {
      try {
        into.add(codec.apply(entry));
      } catch (IllegalArgumentException | DateTimeException _) {
        skipped++;
      }
    }
    return skipped;
  }
}
