package io.quotakeeper.examples.spring;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application is told.
 *
 * @param model which model answers
 * @param api where the provider's API is
 * @param accounts the accounts that may be used
 */
@ConfigurationProperties("prompts")
record PromptsProperties(
    String model, @DefaultValue("https://api.openai.com/v1") URI api, List<Entry> accounts) {

  /**
   * One account.
   *
   * @param id its name
   * @param key the name of the environment variable, or property, with its API key
   */
  record Entry(String id, String key) {}
}
