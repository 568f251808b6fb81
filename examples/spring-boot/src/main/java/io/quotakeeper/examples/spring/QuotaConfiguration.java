package io.quotakeeper.examples.spring;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.engine.TokenManager;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Quotakeeper as beans: one manager for the application, which Spring closes with it. */
@Configuration(proxyBeanMethods = false)
class QuotaConfiguration {

  @Bean
  QuotaManager quotaManager(PromptsProperties properties, Environment environment) {
    List<Account> accounts =
        properties.accounts().stream()
            .map(entry ->
                Account.of(
                    new AccountId(entry.id()), "openai", () -> secret(environment, entry.key())))
            .toList();
    return QuotaManager.builder().accounts(accounts).build();
  }

  @Bean
  TokenManager tokenManager(QuotaManager quotas) {
    return new TokenManager(quotas);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> monitorStarter(QuotaManager quotas) {
    return _ -> quotas.startBackgroundMonitor();
  }

  /** Asked for each time, so that a key that was changed is picked up. */
  private static Secret secret(Environment environment, String name) {
    String key = environment.getProperty(name);
    if (key == null) {
      throw new SecretUnavailableException("there is no variable or property " + name);
    }
    return Secret.of(key);
  }
}
