package io.quotakeeper.api;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Hears what the surface logs. */
final class SurfaceLog implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  SurfaceLog() {
    this(Surface.class);
  }

  SurfaceLog(Class<?> speaker) {
    logger = (Logger) LoggerFactory.getLogger(speaker);
    heard.start();
    logger.addAppender(heard);
  }

  List<ILoggingEvent> events() {
    return List.copyOf(heard.list);
  }

  @Override
  public void close() {
    logger.detachAppender(heard);
  }
}
