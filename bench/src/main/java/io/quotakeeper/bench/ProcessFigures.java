package io.quotakeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What the kernel says of a process. Linux only.
 *
 * @param residentMiB memory that it holds now
 * @param peakMiB the most that it ever held
 * @param threads how many it has
 * @param files how many descriptors are open
 * @param cpu what it has used, to 10 ms
 */
record ProcessFigures(double residentMiB, double peakMiB, int threads, int files, Duration cpu) {

  static ProcessFigures of(long pid) throws IOException {
    Path folder = Path.of("/proc", String.valueOf(pid));
    int files;
    try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
      files = (int) open.count();
    }
    Path status = folder.resolve("status");
    return new ProcessFigures(
        number(status, "VmRSS") / 1024,
        number(status, "VmHWM") / 1024,
        (int) number(status, "Threads"),
        files,
        ProcessHandle.of(pid)
            .flatMap(process -> process.info().totalCpuDuration())
            .orElse(Duration.ZERO));
  }

  static ProcessFigures ofThis() throws IOException {
    return of(ProcessHandle.current().pid());
  }

  private static double number(Path status, String name) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(Double.NaN);
  }
}
