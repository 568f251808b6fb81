package io.quotakeeper.providers;

/** An adapter file that cannot be used: it says which file, where in it, and what is wrong. */
public final class AdapterFault extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  AdapterFault(String message) {
    super(message);
  }
}
