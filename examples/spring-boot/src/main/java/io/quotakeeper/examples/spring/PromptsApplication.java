package io.quotakeeper.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Answers prompts over HTTP. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class PromptsApplication {

  /** Starts the application. */
  public static void main(String[] arguments) {
    SpringApplication.run(PromptsApplication.class, arguments);
  }
}
