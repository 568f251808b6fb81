package io.quotakeeper.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operating system tells the process. Java has no public way to hear it; this is the one
 * that its implementations share, looked up at run time, so that a platform without it, or without
 * one of the signals, goes without.
 */
final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * Has {@code action} run at each signal of that name, on a thread of its own, where that is
   * possible.
   *
   * @param name without SIG
   */
  static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, handler(action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("Signal {} cannot be heard here", name, e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a handler is equal to itself alone
  private static InvocationHandler handler(Runnable action) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "handler of a signal";
        };
  }
}
