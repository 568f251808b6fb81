package io.quotakeeper.store;

import java.util.List;

/** Where rows are written to. */
interface Rows {

  /**
   * Makes all of them durable, or none.
   *
   * @throws RuntimeException if that failed
   */
  void write(List<Row> rows);
}
