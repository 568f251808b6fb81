package io.quotakeeper.cli;

import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Catalogue;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the adapters; works without a server. */
@Command(
    name = "provider",
    description = "The adapters: which replies of which vendors Quotakeeper understands.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n")
final class ProviderCommand extends CommandGroup {

  private final Session session;

  ProviderCommand(Session session) {
    this.session = session;
  }

  @Override
  List<Object> members() {
    return List.of(new ExplainCommand(session), new TestCommand(session));
  }

  @Command(
      name = "list",
      description = "All adapters.",
      descriptionHeading = "%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "2:wrong use"})
  int list(@Mixin AdapterSource source) {
    var pages = new AdapterPages(source.adapters(session));
    if (session.wantsJson()) {
      session.screen().json(pages.document());
    } else {
      session.screen().print(pages.list(session.look()));
    }
    return Exit.DONE;
  }

  @Command(
      name = "show",
      description = "One adapter: what it calls and what it can read.",
      descriptionHeading = "%n",
      parameterListHeading = "%nParameters:%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "2:wrong use, for example no such adapter"})
  int show(
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = AdapterNames.class,
              description = "The adapter's name.")
          String name,
      @Mixin AdapterSource source) {
    var pages = new AdapterPages(source.adapters(session));
    if (session.wantsJson()) {
      session.screen().json(pages.document(name));
    } else {
      session.screen().print(pages.page(name, session.screen().look()));
    }
    return Exit.DONE;
  }

  @Command(
      name = "docs",
      hidden = true,
      description = "The page docs/providers.md, made from the adapters that come with it.",
      descriptionHeading = "%n",
      optionListHeading = "%nOptions:%n")
  int docs() {
    session.screen().print(Catalogue.page(Adapters.shipped()));
    return Exit.DONE;
  }
}
