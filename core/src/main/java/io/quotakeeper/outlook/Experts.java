package io.quotakeeper.outlook;

final class Experts {
  private static final double[] HALF = {1.5, 3, 6, 12, 24, 48, 1e9};
  private static final double P = Double.parseDouble(System.getProperty("p", "2"));
  private static final double REC = Double.parseDouble(System.getProperty("rec", "0.5"));
  private static final double R = Double.parseDouble(System.getProperty("r", "12"));
  private static final double C = Double.parseDouble(System.getProperty("c", "3"));
  private static final double D = Double.parseDouble(System.getProperty("d", "0.02"));
  private static final int N = Integer.getInteger("n", 96);
  private static final boolean TREND = !Boolean.getBoolean("notrend");

  static double[] rate(Course course, double left) {
    double whole = course.burntIn(course.span()) / course.span();
    double span = Math.min(course.span(), R * left / whole);
    int n = (int) Math.max(4, Math.min(N, course.stretchesIn(span)));
    double length = span / n;
    double[] x = new double[n];
    double[] sum = new double[n + 1];
    double later = course.burntIn(span);
    for (int i = 0; i < n; i++) {
      double rest = course.burntIn(length * (n - 1 - i));
      x[i] = later - rest;
      later = rest;
      sum[i + 1] = sum[i] + x[i];
    }
    double mean = sum[n] / n;
    int horizon = (int) Math.max(1, Math.min(n / 3, left / mean));
    int k = HALF.length + (TREND ? 3 : 0);
    double[] s = new double[HALF.length];
    double[] w = new double[HALF.length];
    double[] s2 = new double[HALF.length];
    double[] w2 = new double[HALF.length];
    double[] err = new double[k];
    double[] now = new double[k];
    double[] half = HALF.clone();
    double v = 0;
    for (int i = 2; i < n; i++) {
      double bend = x[i] - 2 * x[i - 1] + x[i - 2];
      v += bend * bend / 6 / (n - 2) / mean / mean;
    }
    double fade = Math.pow(0.5, 1 / (REC * n));
    double count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < HALF.length; j++) {
        double keep = Math.pow(0.5, 1 / HALF[j]);
        s[j] = keep * s[j] + x[i];
        w[j] = keep * w[j] + 1;
        now[j] = s[j] / w[j];
        s2[j] = keep * s2[j] + now[j];
        w2[j] = keep * w2[j] + 1;
      }
      if (TREND) {
        for (int t = 0; t < 3; t++) {
          int j = 2 + t;
          double keep = Math.pow(0.5, 1 / HALF[j]);
          double smooth = s2[j] / w2[j];
          double level = 2 * now[j] - smooth;
          double slope = (1 - keep) / keep * (now[j] - smooth);
          double ahead = level + slope * (horizon + 1) / 2;
          now[HALF.length + t] = Math.clamp(ahead, now[j] / 3, now[j] * 3);
        }
      }
      if (i + horizon < n && i >= 2) {
        double actual = (sum[i + 1 + horizon] - sum[i + 1]) / horizon;
        for (int j = 0; j < k; j++) {
          double e = (now[j] - actual) / mean;
          err[j] = fade * err[j] + e * e;
        }
        count = fade * count + 1;
      }
    }
    if (course.span() > span) {
      now[HALF.length - 1] = (now[HALF.length - 1] + whole * length) / 2;
    }
    double total = 0;
    double rate = 0;
    double mse = 0;
    for (int j = 0; j < k; j++) {
      double each = (err[j] + C * (D + v / (j < HALF.length ? 2.9 * Math.min(half[j], n / 2.9) : 1.4 * half[j - HALF.length + 2]))) / (count + C);
      double weight = Math.pow(each, -P);
      total += weight;
      rate += weight * now[j];
      mse += weight * each;
    }
    return new double[] {rate / total / length, Math.sqrt(mse / total), length};
  }
}
