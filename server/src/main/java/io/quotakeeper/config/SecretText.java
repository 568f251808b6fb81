package io.quotakeeper.config;

import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.quota.Secret;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells a credential from what only stands in its place. */
final class SecretText {

  private static final Set<String> FILLERS =
      Set.of(
          "secret",
          "token",
          "key",
          "apikey",
          "password",
          "passwd",
          "pass",
          "admin",
          "test",
          "testing",
          "example",
          "sample",
          "dummy",
          "placeholder",
          "changeme",
          "changeit",
          "replaceme",
          "fixme",
          "none",
          "null",
          "undefined",
          "foo",
          "bar",
          "secrettoken",
          "mysecret",
          "mytoken",
          "mykey",
          "myapikey",
          "admintoken",
          "accesstoken",
          "default");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(your|my|insert|enter|replace|change|put)[ _-].*"
              + "|.*[ _-](here|placeholder|example|goes[ _-]here)"
              + "|(placeholder|example|sample|dummy|changeme)[ _-].*"
              + "|(sk-|ghp_|gho_|aiza)?(x{3,}|\\*{3,}|\\.{3,}|0{6,}|-{3,})"
              + "|.*(x{6,}|\\*{3,}|\\.{3,}|\u2026).*"
              + "|<.*>|\\$\\{.*}|\\{\\{.*}}|%[a-z_]+%|\\$[a-z_]+");

  private SecretText() {}

  /**
   * The credential that was read at {@code place}.
   *
   * @throws SecretUnavailableException if it cannot be one; the message names the place alone
   */
  static Secret at(String place, String name, String text) {
    String objection = objection(name, text);
    if (!objection.isEmpty()) {
      throw new SecretUnavailableException(place + " " + objection);
    }
    return Secret.of(text);
  }

  private static String objection(String name, String text) {
    if (text.isBlank()) {
      return "is empty";
    }
    if (isPlaceholder(name, text)) {
      return "holds a placeholder or a sample, not a credential";
    }
    if (isQuoted(text)) {
      return "holds quotation marks around the credential";
    }
    if (!text.equals(text.strip())) {
      return "holds spaces around the credential";
    }
    return text.chars().allMatch(c -> c >= ' ' && c <= '~')
        ? ""
        : "holds a character that cannot stand in a header (a line break, or a letter beyond ASCII)";
  }

  private static boolean isPlaceholder(String name, String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return FILLERS.contains(lower.replaceAll("[ _-]", ""))
        || SAMPLE.matcher(lower).matches()
        || lower.equals(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isQuoted(String text) {
    char first = text.charAt(0);
    return text.length() > 1 && (first == '"' || first == '\'') && text.endsWith("" + first);
  }
}
