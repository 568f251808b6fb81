package io.quotakeeper.engine;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What looks like a credential, whoever's it is, and mail addresses. The expressions repeat single
 * characters only, possessively or bounded, and ask for nothing behind a long run: none backtracks
 * far, none recurses.
 */
final class SecretShapes {

  private static final int MOST_BACKSLASHES = 8;

  /** What stands before is no part of the same word, or is an escape of JSON or of a URL. */
  private static final String WORD_BEGINS =
      "(?:(?<![A-Za-z0-9])|(?<=\\\\[bfnrt])|(?<=\\\\u[0-9A-Fa-f]{4})|(?<=%[0-9A-Fa-f]{2}))";

  /** Begins with a prefix by which issuers make their credentials known. */
  private static final Pattern PREFIXED =
      Pattern.compile(
          WORD_BEGINS
              + "(?:[srp]k[-_][\\w.*-]{6,}+"
              + "|gh[opsur]_\\w{8,}+|github_pat_\\w{8,}+|glpat-[\\w-]{8,}+"
              + "|AIza[\\w-]{16,}+|ya29\\.[\\w.-]{4,}+|1//[\\w-]{10,}+|GOCSPX-[\\w-]{8,}+"
              + "|A[KS]IA[A-Z0-9]{12,}+|xox[a-z]-[\\w-]{8,}+|hf_\\w{8,}+|gsk_\\w{8,}+"
              + "|xai-[\\w-]{8,}+|pplx-[\\w-]{8,}+|nvapi-[\\w-]{8,}+|qk_[\\w-]{8,}+"
              + "|eyJ[\\w.-]{10,}+)");

  /** {@code Bearer} and the like: prose after it is shorter, or has no digit. */
  private static final Pattern SCHEMED =
      Pattern.compile(
          "(?i:bearer|basic)(?:[ \\t]{1,4}+|%20|\\+)"
              + "(?<secret>[\\w.~+/=-]{16,}+|(?=[A-Za-z_.~+/=-]{0,15}[0-9])[\\w.~+/=-]{6,}+)");

  /** {@code refresh_token=…} as in forms and addresses. */
  private static final Pattern IN_FORM =
      Pattern.compile(
          "(?i:(?:access|refresh|id|auth|session)_?token|client_?secret|api_?key|password|[?&](?:key|token|sig|signature))"
              + "=(?<secret>[^&\\s\"'<>\\\\;,]++)");

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]{0,40}KEY-----[A-Za-z0-9+/=\\\\\\s]*+(?:-----END [A-Z ]{0,40}-----)?");

  private static final Pattern MAIL =
      Pattern.compile(
          "[A-Za-z0-9._+'-]{1,64}+(?:@|%40|\\\\{1,4}u0040)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}");

  /**
   * The beginning of a text value under a name that says what it is: of a credential, or of a
   * person. JSON in JSON has its quotes behind backslashes.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<quote>\\\\{0,8}[\"'])"
              + "(?i:[\\w-]{0,40}?(?:token|secret|password|passwd|passphrase|credential|api[_-]?key|private[_-]?key|authorization|cookie|session[_-]?id)"
              + "|given_?name|family_?name|first_?name|last_?name|full_?name|user_?name|login|e?_?mail|phone)"
              + "\\k<quote>\\s{0,8}+:\\s{0,8}+\\k<quote>");

  /** A number that is written as text is no credential: {@code "token": "1000"} may be a limit. */
  private static final Pattern AMOUNT = Pattern.compile("[0-9.]{0,13}");

  private static final List<Pattern> SHAPES =
      List.of(PRIVATE_KEY, SCHEMED, PREFIXED, IN_FORM, MAIL);

  private SecretShapes() {}

  /** The text with a mark in place of each. */
  static String redact(String text) {
    String redacted = named(text);
    for (Pattern shape : SHAPES) {
      redacted = shaped(redacted, shape);
    }
    return redacted;
  }

  private static String shaped(String text, Pattern shape) {
    int part = shape.namedGroups().getOrDefault("secret", 0);
    Matcher found = shape.matcher(text);
    var marks = new Marks(text);
    while (found.find()) {
      marks.put(found.start(part), found.end(part), Marks.MARK);
    }
    return marks.done();
  }

  private static String named(String text) {
    Matcher found = NAMED.matcher(text);
    var marks = new Marks(text);
    int from = 0;
    while (from < text.length() && found.find(from)) {
      int end = valueEnd(text, found.end(), found.group("quote"));
      if (!AMOUNT.matcher(text.substring(found.end(), end)).matches()) {
        marks.put(found.end(), end, Marks.MARK);
      }
      from = end;
    }
    return marks.done();
  }

  /** Where the value ends that begins there: at its quote, else, where it was cut, at the end. */
  private static int valueEnd(String text, int start, String quote) {
    char mark = quote.charAt(quote.length() - 1);
    int depth = quote.length() - 1;
    int backslashes = 0;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean ends = c == mark && (depth == 0 ? backslashes % 2 == 0 : backslashes <= depth);
      if (ends) {
        return at - (depth == 0 ? 0 : Math.min(backslashes, depth));
      }
      backslashes = c == '\\' ? Math.min(backslashes + 1, 2 * MOST_BACKSLASHES) : 0;
    }
    return text.length();
  }
}
