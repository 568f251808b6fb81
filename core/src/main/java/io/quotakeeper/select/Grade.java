package io.quotakeeper.select;

/** How well an account can serve a request, the best first. */
enum Grade {
  /** It is not known whether it can, and it is time to try one of those. */
  EXPLORED,
  /** It can. */
  READY,
  /** It can; but it came back only now, or others need what is left. */
  SPARED,
  /** Little is left of it. */
  LOW,
  /** Its provider says that something is left; our own counting does not. */
  DOUBTFUL,
  /** It is not known whether it can. */
  UNKNOWN,
  /**
   * It was refused without a word when it may be asked again, and nothing was heard of it since.
   */
  UNPROVEN
}
