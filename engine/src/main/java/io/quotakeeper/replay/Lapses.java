package io.quotakeeper.replay;

/** What was left of windows when their periods ended. For one thread. */
final class Lapses {

  private final double[] courses;
  private long periods;
  private double recorded;

  Lapses(int courses) {
    this.courses = new double[courses];
  }

  /** A period ended with these shares left, 0 to 1. */
  void add(double share, double[] ofCourses) {
    periods++;
    recorded += share;
    for (int i = 0; i < courses.length; i++) {
      courses[i] += ofCourses[i];
    }
  }

  /** What these periods left, too. */
  void add(Lapses others) {
    periods += others.periods;
    recorded += others.recorded;
    for (int i = 0; i < courses.length; i++) {
      courses[i] += others.courses[i];
    }
  }

  /** How many ended, 1 or more. */
  long periods() {
    return periods;
  }

  /** The share that was left on average. */
  double recorded() {
    return recorded / periods;
  }

  /** The share that a course of choices would have left on average. */
  double of(int course) {
    return courses[course] / periods;
  }
}
