package io.quotakeeper.app;

import io.quotakeeper.cli.CliContext;
import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationException;
import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.config.KnownProvider;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.providers.Adapters;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = "Run the server until it is told to stop.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped as it was told",
      "1:failed, for example the port is in use",
      "2:wrong use or wrong configuration"
    })
final class ServeCommand implements Callable<Integer> {

  private final CliContext context;
  private final SystemTime time;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; ./quotakeeper.yaml if there is one.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the server keeps what it must remember; ~/.local/share/quotakeeper.")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port, instead of the configured one.")
  private @Nullable Integer port;

  ServeCommand(CliContext context, SystemTime time) {
    this.context = context;
    this.time = time;
  }

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine());
    try {
      Configuration configuration = configuration();
      configuration.notes().forEach(console::note);
      Path folder = data == null ? DataFolder.ofUser(context.environment()) : data;
      var launch = new Launch(configuration, folder, false, context);
      try (var program = Program.start(launch, time)) {
        console.say(Greeting.of(program, launch));
        program.awaitStop(program);
      }
      return 0;
    } catch (ConfigurationException e) {
      e.problems().forEach(console::note);
      return 2;
    } catch (StartException e) {
      console.note(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private Configuration configuration() {
    var loader =
        new ConfigurationLoader(context.environment(), KnownProvider.of(Adapters.shipped()), time);
    Configuration loaded = config == null ? loader.loadUsual(Path.of("")) : loader.load(config);
    return port == null ? loaded : loaded.withPort(port);
  }
}
