package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Shows what is heard in events. Used by one thread. */
interface WatchView extends AutoCloseable {

  /**
   * An event came.
   *
   * @param id from where one can go on after it, empty if one cannot
   */
  void heard(String name, String id, JsonNode data);

  /** The connection is lost; another is tried after a pause. */
  void lost(Duration pause);

  /** Nothing more is there for now, and at least once a second. */
  void rest();

  @Override
  void close();
}
