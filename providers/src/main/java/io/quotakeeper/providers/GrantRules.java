package io.quotakeeper.providers;

import java.util.Map;
import java.util.Set;

/**
 * Which forms a token endpoint takes: each field is a text, or one variable such as {@code
 * ${refreshToken}}. They are sent in the body of the call {@code token}, never in its address.
 *
 * @param refreshToken with {@code ${refreshToken}}, {@code ${clientId}}, {@code ${clientSecret}}
 *     and {@code ${scopes}}; empty where there is no such grant
 * @param serviceAccount with {@code ${assertion}} and {@code ${scopes}}; empty where there is no
 *     such grant
 */
record GrantRules(Map<String, String> refreshToken, Map<String, String> serviceAccount) {

  GrantRules {
    check(refreshToken, Set.of("refreshToken", "clientId", "clientSecret", "scopes"));
    check(serviceAccount, Set.of("assertion", "scopes"));
  }

  /** The form of a grant, empty where there is none. */
  Map<String, String> form(Grant grant) {
    return switch (grant) {
      case REFRESH_TOKEN -> refreshToken;
      case SERVICE_ACCOUNT -> serviceAccount;
    };
  }

  /** Whether a field's value is a variable. */
  static boolean isVariable(String value) {
    return value.startsWith("${") && value.endsWith("}");
  }

  /** The name in {@code ${name}}. */
  static String variable(String value) {
    return value.substring(2, value.length() - 1);
  }

  private static void check(Map<String, String> form, Set<String> variables) {
    for (String value : form.values()) {
      boolean known =
          isVariable(value) ? variables.contains(variable(value)) : !value.contains("${");
      if (!known) {
        throw new IllegalArgumentException(
            "a field of a form is a text, or one of "
                + variables.stream().sorted().map(name -> "${" + name + "}").toList());
      }
    }
  }
}
