package io.quotakeeper.config;

import java.util.List;

/** Reads {@code evidence}. */
final class EvidenceReader {

  static final List<String> KEYS = List.of("log", "maxFileSize", "files");

  private static final Kind<Integer> FILES = Kind.whole("a number of files from 1 to 100", 1, 100);

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
