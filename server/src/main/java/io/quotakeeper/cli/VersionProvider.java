package io.quotakeeper.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the release, and what it runs on. */
public final class VersionProvider implements IVersionProvider {

  /** Made by picocli. */
  public VersionProvider() {}

  /** The release as the jar's manifest names it; classes outside a jar are of no release. */
  public static String release() {
    return Optional.ofNullable(VersionProvider.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }

  @Override
  public String[] getVersion() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return new String[] {
      "quotakeeper " + release() + " (Java " + Runtime.version() + ", " + system + ")"
    };
  }
}
