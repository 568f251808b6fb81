package io.quotakeeper.config;

import io.quotakeeper.time.Time;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loads a configuration: the environment before the file, the file before the defaults. A load
 * reads the file and the secrets that it names, and blocks meanwhile. Thread-safe; may be used
 * again and again, for reloads.
 */
public final class ConfigurationLoader {

  /** The file that is taken where none is named. */
  public static final String USUAL_NAME = "quotakeeper.yaml";

  private final Map<String, String> environment;
  private final List<KnownProvider> providers;
  private final Time time;

  /**
   * Remembers what to load with.
   *
   * @param environment the environment variables
   * @param providers the adapters that there are
   * @param time tells when manual limits reset next
   */
  public ConfigurationLoader(
      Map<String, String> environment, List<KnownProvider> providers, Time time) {
    this.environment = Map.copyOf(environment);
    this.providers = List.copyOf(providers);
    this.time = time;
  }

  /**
   * Loads that file.
   *
   * @throws ConfigurationException with everything that is wrong with it
   */
  public Configuration load(Path file) {
    var problems = new Problems();
    Field root = new YamlFile(file.toString(), problems).read(file);
    problems.throwIfAny();
    Path folder = file.toAbsolutePath().getParent();
    return read(file.toString(), root, folder == null ? file : folder, problems);
  }

  /**
   * Loads {@value #USUAL_NAME} in that folder, or the defaults, without accounts, where there is no
   * such file.
   *
   * @throws ConfigurationException with everything that is wrong with the file or the environment
   */
  public Configuration loadUsual(Path folder) {
    Path file = folder.resolve(USUAL_NAME).normalize();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return load(file);
    }
    var problems = new Problems();
    return read("", new YamlFile("defaults", problems).empty(), folder, problems);
  }

  /**
   * Every value that is in effect with that file, and where it comes from. Secrets are shown by
   * their places alone.
   *
   * @throws ConfigurationException as {@link #load}
   */
  public List<Shown> show(Path file) {
    Configuration configuration = load(file);
    var problems = new Problems();
    Field root = new YamlFile(file.toString(), problems).read(file);
    // Another process may have changed it since.
    problems.throwIfAny();
    Path folder = file.toAbsolutePath().getParent();
    return shown(configuration, root, folder == null ? file : folder, problems);
  }

  /**
   * Every value that {@link #loadUsual} puts into effect, as {@link #show} does.
   *
   * @throws ConfigurationException as {@link #loadUsual}
   */
  public List<Shown> showUsual(Path folder) {
    Path file = folder.resolve(USUAL_NAME).normalize();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return show(file);
    }
    var problems = new Problems();
    return shown(loadUsual(folder), new YamlFile("defaults", problems).empty(), folder, problems);
  }

  private List<Shown> shown(
      Configuration configuration, Field root, Path folder, Problems problems) {
    var secrets = new SecretReader(environment, folder, new Settings(environment, problems));
    return new EffectiveValues(configuration, new WrittenValues(root, secrets)).list(providers);
  }

  private Configuration read(String source, Field root, Path folder, Problems problems) {
    var settings = new Settings(environment, problems);
    var secrets = new SecretReader(environment, folder, settings);
    var reader = new ConfigurationReader(environment, settings, secrets, problems);
    Configuration configuration = reader.read(source, root, providers, time.now());
    settings.refuseUnknown();
    problems.throwIfAny();
    return configuration;
  }
}
