package io.quotakeeper.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that all commands take, before or after the command's name. Set by picocli. */
final class Globals {

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The server to ask (or QUOTAKEEPER_URL); else one running on this machine.")
  String server = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The file with the server's token (or the token in QUOTAKEEPER_TOKEN).")
  String tokenFile = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      converter = Format.Words.class,
      completionCandidates = Format.Candidates.class,
      description = "table, wide or json; json is what the REST API answers.")
  Format format = Format.TABLE;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours (also: NO_COLOR set to anything).")
  boolean noColor;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say more about failures.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;
}
