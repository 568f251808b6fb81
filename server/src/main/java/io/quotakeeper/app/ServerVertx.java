package io.quotakeeper.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Vert.x as the program uses it. */
final class ServerVertx {

  private ServerVertx() {}

  /**
   * Starts its event loops. No file is ever read through it, so that it needs no cache of files,
   * which a killed server would leave behind in the temporary folder.
   */
  static Vertx start() {
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(
        new VertxOptions().setPreferNativeTransport(true).setFileSystemOptions(files));
  }
}
