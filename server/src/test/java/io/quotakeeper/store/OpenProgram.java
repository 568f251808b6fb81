package io.quotakeeper.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens a store, says what came of it, and keeps it open until its input ends. */
final class OpenProgram {

  private OpenProgram() {}

  @SuppressWarnings("SystemOut") // its voice
  public static void main(String[] arguments) throws IOException {
    try (StateStore store = StateStore.open(Path.of(arguments[0]))) {
      store.rows().write(List.of(StateStoreTest.stateRow(1, 1)));
      System.out.println("OPEN " + store.file());
      while (System.in.read() >= 0) {
        // Until the test is done.
      }
    } catch (StoreException e) {
      System.out.println("REFUSED " + e.reason() + " " + e.getMessage());
    }
  }
}
