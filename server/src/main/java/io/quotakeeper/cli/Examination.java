package io.quotakeeper.cli;

import io.quotakeeper.config.OutboundPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What {@code doctor} cannot see by itself, since only the parts of a server know how to look. */
public interface Examination {

  /** Where a server keeps its data unless it is told otherwise. */
  Path usualDataFolder();

  /** Looks at a data folder, which need not exist, and changes nothing. */
  Data data(Path folder);

  /**
   * Whether connections to these URLs can be made, all at once. Sends nothing on them.
   *
   * @param within how long each may take
   * @return for each of them, in their order, what is in the way; empty if nothing is
   */
  List<String> reach(List<URI> targets, OutboundPolicy policy, Duration within);

  /**
   * What a data folder is like.
   *
   * @param state in a word
   * @param detail who uses it, or what is wrong and what to do
   */
  record Data(State state, String detail) {

    /** What is to be said of it. */
    public enum State {
      /** Nothing was ever kept there. */
      NEW,
      /** A server can go on with what is there. */
      READY,
      /** A server uses it now. */
      IN_USE,
      /** No server can use it. */
      UNUSABLE
    }
  }
}
