package io.quotakeeper.providers;

import io.quotakeeper.quota.Groups;
import java.util.List;
import java.util.Map;

/**
 * The groups of one adapter.
 *
 * @param provider the adapter's name
 * @param globs the models of each group, by its name; {@code *} stands for any text
 */
record GlobGroups(String provider, Map<String, List<String>> globs) implements Groups {

  /** Copies the map. */
  GlobGroups {
    globs = Map.copyOf(globs);
  }

  @Override
  public boolean contains(String ofProvider, String group, String model) {
    return ofProvider.equals(provider)
        && globs.getOrDefault(group, List.of()).stream().anyMatch(glob -> matches(glob, model));
  }

  /** Takes each part between stars at its first place, so that no place is tried twice. */
  static boolean matches(String glob, String text) {
    String[] parts = glob.split("\\*", -1);
    if (parts.length == 1) {
      return glob.equals(text);
    }
    String last = parts[parts.length - 1];
    if (!text.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return text.length() - last.length() >= at && text.endsWith(last);
  }
}
