package io.quotakeeper.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotakeeper.engine.Login;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.providers.ServiceAccountKey;
import io.quotakeeper.quota.Secret;

/** What of a file is the credential. */
sealed interface FileContent {

  /**
   * The credential in a text.
   *
   * @throws SecretUnavailableException if there is none; the message names the place alone
   */
  Secret secret(String place, String text);

  /** What a person does when a provider takes it no more. */
  default String remedy() {
    return "replace the credential";
  }

  /** All of it. */
  record Whole() implements FileContent {
    @Override
    public Secret secret(String place, String text) {
      return SecretText.at(place, "", text);
    }
  }

  /**
   * One text in the JSON of another program, which alone renews it.
   *
   * @param pointer a JSON pointer (RFC 6901)
   */
  record Pointed(String pointer) implements FileContent {

    // The parser's words may quote the file.
    @SuppressWarnings("UnusedException")
    @Override
    public Secret secret(String place, String text) {
      JsonNode document;
      try {
        document = new JsonMapper().readTree(text);
      } catch (JsonProcessingException e) {
        throw new SecretUnavailableException(place + " is not JSON");
      }
      JsonNode found = document.at(JsonPointer.compile(pointer));
      if (!found.isTextual()) {
        throw new SecretUnavailableException(place + " has no text at " + pointer);
      }
      return SecretText.at(place, "", found.textValue());
    }

    @Override
    public String remedy() {
      return "the program that keeps the credential must renew its login: start it, or log in there"
          + " again";
    }
  }

  /** The key file of a service account. */
  record KeyFile() implements FileContent {
    @Override
    public Secret secret(String place, String text) {
      try {
        Secret key = Login.keyFile(text);
        var _ = ServiceAccountKey.parse(key);
        return key;
      } catch (IllegalArgumentException e) {
        throw new SecretUnavailableException(
            place + " is no key of a service account: " + e.getMessage());
      }
    }
  }
}
