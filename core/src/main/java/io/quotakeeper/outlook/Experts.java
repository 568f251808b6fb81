package io.quotakeeper.outlook;

final class Experts {
  private static final double[] HALF = {1.5, 3, 6, 12, 24, 48, 1e9};
  private static final double P = Double.parseDouble(System.getProperty("p", "6"));
  private static final double REC = Double.parseDouble(System.getProperty("rec", "0.5"));
  private static final double R = Double.parseDouble(System.getProperty("r", "12"));
  private static final double C = Double.parseDouble(System.getProperty("c", "3"));
  private static final double D = Double.parseDouble(System.getProperty("d", "0.02"));
  private static final double ND = Double.parseDouble(System.getProperty("nd", "8"));
  private static final double HF = Double.parseDouble(System.getProperty("hf", "1"));
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
    int horizon = (int) Math.max(1, Math.min((double) n / ND, left / mean * HF));
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
    int start = 0;
    double zmin = Double.parseDouble(System.getProperty("zz", "1e9"));
    while (true) {
      double best = zmin;
      int found = start;
      double max = 0;
      for (int u = 1; n - u > start + 1; u++) {
        max = Math.max(max, x[n - u]);
        if (u < 3) {
          continue;
        }
        double recent = sum[n] - sum[n - u];
        double older = (sum[n - u] - sum[start]) / (n - u - start);
        double r1 = (recent - max) / (u - 1);
        double r2 = recent / u;
        double d = r1 > older ? r1 - older : older > r2 ? older - r2 : 0;
        double m = (sum[n] - sum[start]) / (n - start);
        double z = d / Math.sqrt((v + 1e-4) * mean * m * (1.0 / (u - 1) + 1.0 / (n - u - start)));
        if (z > best) {
          best = z;
          found = n - u;
        }
      }
      if (found == start) {
        break;
      }
      start = found;
    }
    double fade = Math.pow(0.5, 1 / (REC * n));
    double count = 0;
    for (int i = start; i < n; i++) {
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
      if (i + horizon < n && i >= start + 2) {
        double actual = (sum[i + 1 + horizon] - sum[i + 1]) / horizon;
        for (int j = 0; j < k; j++) {
          double e = (now[j] - actual) / mean;
          err[j] = fade * err[j] + e * e;
        }
        count = fade * count + 1;
      }
    }
    if (course.span() > span && start == 0) {
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
