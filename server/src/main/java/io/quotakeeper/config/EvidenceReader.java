package io.quotakeeper.config;

/** Reads {@code evidence}. */
final class EvidenceReader {

  private static final Kind<Integer> FILES = Kind.whole("a number of files from 1 to 100", 1, 100);

  static final Keys KEYS =
      Keys.of(
          Key.optional(
              "log", Kind.TRUTH, "Whether replies are kept as they came, without secrets."),
          Key.optional("maxFileSize", Sizes.KIND, "The most that one file holds."),
          Key.optional("files", FILES, "How many files there are at most."));

  private final Settings settings;

  EvidenceReader(Settings settings) {
    this.settings = settings;
  }

  EvidenceSettings read(Mapping section) {
    EvidenceSettings usual = EvidenceSettings.defaults();
    return new EvidenceSettings(
        settings.read(section, "log", Kind.TRUTH, usual.log()),
        settings.read(section, "maxFileSize", Sizes.KIND, usual.maxFileSize()),
        settings.read(section, "files", FILES, usual.files()));
  }
}
