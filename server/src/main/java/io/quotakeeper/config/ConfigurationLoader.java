package io.quotakeeper.config;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.time.Time;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a configuration: the environment before the file, the file before the defaults. A load
 * reads the file and the secrets that it names, and blocks meanwhile. Thread-safe; may be used
 * again and again, for reloads.
 */
public final class ConfigurationLoader {

  /** The file that is taken where none is named. */
  public static final String USUAL_NAME = "quotakeeper.yaml";

  private final Map<String, String> environment;
  private final Adapters shipped;
  private final Time time;

  /**
   * Remembers what to load with.
   *
   * @param environment the environment variables
   * @param shipped the adapters that there are without any of the user's own
   * @param time tells when manual limits reset next
   */
  public ConfigurationLoader(Map<String, String> environment, Adapters shipped, Time time) {
    this.environment = Map.copyOf(environment);
    this.shipped = shipped;
    this.time = time;
  }

  /**
   * A file that was read, or what stands in for one.
   *
   * @param source as the user named it, empty if there is no file
   */
  private record Opened(String source, Field root, OwnAdapterReader own, Problems problems) {}

  /**
   * Loads that file.
   *
   * @throws ConfigurationException with everything that is wrong with it
   */
  public Configuration load(Path file) {
    return read(open(file));
  }

  /**
   * Loads {@value #USUAL_NAME} in that folder, or the defaults, without accounts, where there is no
   * such file.
   *
   * @throws ConfigurationException with everything that is wrong with the file or the environment
   */
  public Configuration loadUsual(Path folder) {
    return read(openUsual(folder));
  }

  /**
   * Every value that is in effect with that file, and where it comes from. Secrets are shown by
   * their places alone.
   *
   * @throws ConfigurationException as {@link #load}
   */
  public List<Shown> show(Path file) {
    return shown(open(file));
  }

  /**
   * Every value that {@link #loadUsual} puts into effect, as {@link #show} does.
   *
   * @throws ConfigurationException as {@link #loadUsual}
   */
  public List<Shown> showUsual(Path folder) {
    return shown(openUsual(folder));
  }

  /**
   * The adapters that there are with that file: the shipped ones with the user's own. Nothing else
   * of the file is looked at, so that neither accounts nor their secrets need be right.
   *
   * @throws ConfigurationException with everything that is wrong with the adapters
   */
  public Adapters adapters(Path file) {
    Opened opened = open(file);
    Adapters adapters = ConfigurationReader.adapters(opened.root(), shipped, opened.own());
    opened.problems().throwIfAny();
    return adapters;
  }

  /**
   * The adapter in that file; where the file does not say its name it is that of the file without
   * {@code .yaml}.
   *
   * @throws ConfigurationException with everything that is wrong with it
   */
  public Adapter adapter(Path file) {
    var problems = new Problems();
    var spot = new Spot(file.toString(), 0, "");
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    var own = new OwnAdapterReader(folder(file), new YamlFile(spot.file(), problems), problems);
    Optional<OwnAdapter> adapter =
        new AdapterText(problems)
            .read(file, "the file", spot)
            .flatMap(text -> own.parse(name, text, spot));
    problems.throwIfAny();
    return adapter.orElseThrow().adapter();
  }

  private static Opened open(Path file) {
    var problems = new Problems();
    var yaml = new YamlFile(file.toString(), problems);
    Field root = yaml.read(file);
    problems.throwIfAny();
    var own = new OwnAdapterReader(folder(file), yaml, problems);
    return new Opened(file.toString(), root, own, problems);
  }

  private static Opened openUsual(Path folder) {
    Path file = folder.resolve(USUAL_NAME).normalize();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return open(file);
    }
    var problems = new Problems();
    var yaml = new YamlFile("defaults", problems);
    var own = new OwnAdapterReader(folder, yaml, problems);
    return new Opened("", yaml.empty(), own, problems);
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  private Configuration read(Opened opened) {
    var settings = new Settings(environment, opened.problems());
    var reader =
        new ConfigurationReader(
            environment, settings, secrets(opened, settings), opened.own(), opened.problems());
    Configuration configuration = reader.read(opened.source(), opened.root(), shipped, time.now());
    settings.refuseUnknown();
    opened.problems().throwIfAny();
    return configuration;
  }

  private List<Shown> shown(Opened opened) {
    Configuration configuration = read(opened);
    var secrets = secrets(opened, new Settings(environment, opened.problems()));
    return new EffectiveValues(configuration, new WrittenValues(opened.root(), secrets)).list();
  }

  private SecretReader secrets(Opened opened, Settings settings) {
    return new SecretReader(environment, opened.own().folder(), settings);
  }
}
