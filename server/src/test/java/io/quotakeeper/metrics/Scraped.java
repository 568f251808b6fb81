package io.quotakeeper.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The text as a scraper reads it: samples by name and labels, and the type of each family. */
final class Scraped {

  private final Map<String, Map<Map<String, String>, Double>> samples = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final List<String> lines;

  Scraped(String body) {
    lines = body.lines().toList();
    lines.forEach(this::line);
  }

  /** The samples of a name: value by labels. */
  Map<Map<String, String>, Double> samples(String name) {
    return samples.getOrDefault(name, Map.of());
  }

  /** The value of the one sample with these labels, given as name, value, name, value, … */
  double value(String name, String... labels) {
    Map<String, String> wanted = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    Double value = samples(name).get(wanted);
    if (value == null) {
      throw new AssertionError("no " + name + wanted + " in " + samples(name));
    }
    return value;
  }

  Map<String, String> types() {
    return types;
  }

  List<String> lines() {
    return lines;
  }

  private void line(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", -1);
      types.put(words[2], words[3]);
    } else if (!line.startsWith("#") && !line.isBlank()) {
      sample(line);
    }
  }

  private void sample(String line) {
    int open = line.indexOf('{');
    int space = line.indexOf(' ');
    Map<String, String> labels = new TreeMap<>();
    int end = open >= 0 && open < space ? labels(line, open + 1, labels) : space;
    String name = line.substring(0, labels.isEmpty() ? space : open);
    double value = number(line.substring(end).strip());
    if (samples.computeIfAbsent(name, _ -> new HashMap<>()).put(labels, value) != null) {
      throw new AssertionError("twice: " + line);
    }
  }

  /** Reads {@code name="value",…}} and returns where it ends. */
  private static int labels(String line, int from, Map<String, String> into) {
    int at = from;
    while (line.charAt(at) != '}') {
      int equals = line.indexOf('=', at);
      String name = line.substring(at, equals);
      var value = new StringBuilder();
      int i = equals + 2;
      for (; line.charAt(i) != '"'; i++) {
        if (line.charAt(i) == '\\') {
          i++;
          value.append(line.charAt(i) == 'n' ? '\n' : line.charAt(i));
        } else {
          value.append(line.charAt(i));
        }
      }
      into.put(name, value.toString());
      at = line.charAt(i + 1) == ',' ? i + 2 : i + 1;
    }
    return at + 1;
  }

  private static double number(String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    return switch (words.getFirst()) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(words.getFirst());
    };
  }
}
