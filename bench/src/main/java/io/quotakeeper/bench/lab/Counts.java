package io.quotakeeper.bench.lab;

/** What was counted in one run, or in several. */
final class Counts {

  long requests;
  long served;
  double work;
  long turnedAway;
  long turnedAwayWithQuota;
  long refusals;
  long refusalsKnown;
  long refusalsTold;
  long exhaustions;
  long sessions;
  long sessionsMoved;
  long moves;
  long needlessMoves;
  long resumes;
  long resumeMillis;
  long worstResumeMillis;
  long waitedMillis;
  double lapsedUse;
  double lapsedOffer;

  /** Adds those of another run. */
  void add(Counts other) {
    requests += other.requests;
    served += other.served;
    work += other.work;
    turnedAway += other.turnedAway;
    turnedAwayWithQuota += other.turnedAwayWithQuota;
    refusals += other.refusals;
    refusalsKnown += other.refusalsKnown;
    refusalsTold += other.refusalsTold;
    exhaustions += other.exhaustions;
    sessions += other.sessions;
    sessionsMoved += other.sessionsMoved;
    moves += other.moves;
    needlessMoves += other.needlessMoves;
    resumes += other.resumes;
    resumeMillis += other.resumeMillis;
    worstResumeMillis = Math.max(worstResumeMillis, other.worstResumeMillis);
    waitedMillis += other.waitedMillis;
    lapsedUse += other.lapsedUse;
    lapsedOffer += other.lapsedOffer;
  }

  void resumed(long afterMillis) {
    resumes++;
    resumeMillis += afterMillis;
    worstResumeMillis = Math.max(worstResumeMillis, afterMillis);
  }
}
