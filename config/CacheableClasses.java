import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lifts the classes of old jars to a version that a start cache can hold: HotSpot leaves out what was compiled for Java 5, whose
 * verification needs more than the class itself, and reads and verifies it at each start. The instructions stay as they are; what is
 * added are the stack maps that newer classes must have (JVMS 4.7.4). Jars without such classes are not touched.
 *
 * <p>{@code java CacheableClasses.java FOLDER} does so with all jars in a folder; run by the build.
 */
final class CacheableClasses {

  /** Classes from this version on have stack maps, and are cached (Java 6). */
  private static final int CACHED_FROM = 50;

  /** What they become: Java 8, from where on nothing changes in what old instructions mean. */
  private static final int LIFTED_TO = 52;

  private CacheableClasses() {}

  public static void main(String[] arguments) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        lift(jar);
      }
    }
  }

  private static void lift(Path jar) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      List<Path> old = oldClasses(inside);
      if (old.isEmpty()) {
        return;
      }
      ClassFile format =
          ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy(inside)));
      for (Path file : old) {
        Files.write(file, lifted(format, format.parse(Files.readAllBytes(file))));
      }
      Files.writeString(
          inside.getPath("META-INF", "CHANGES-BY-QUOTAKEEPER"),
          "The build of Quotakeeper has given the classes of this library a newer class file version and stack maps.\n");
      System.out.println(jar.getFileName() + ": " + old.size() + " classes lifted for the start caches");
    }
  }

  private static List<Path> oldClasses(FileSystem jar) throws IOException {
    try (Stream<Path> files = Files.walk(jar.getPath("/"))) {
      return files
          .filter(file -> file.toString().endsWith(".class") && !file.startsWith("/META-INF"))
          .filter(file -> majorVersion(file) < CACHED_FROM)
          .toList();
    }
  }

  private static int majorVersion(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(8);
      return (head[6] & 0xff) << 8 | head[7] & 0xff;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] lifted(ClassFile format, ClassModel old) {
    // A method's code that nothing transforms is copied as it is, without new stack maps.
    ClassTransform writeCode = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
    return format.transformClass(
        old, writeCode.andThen(ClassTransform.endHandler(made -> made.withVersion(LIFTED_TO, 0))));
  }

  private static ClassHierarchyResolver hierarchy(FileSystem jar) {
    return ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> open(jar, type))
        .orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static InputStream open(FileSystem jar, ClassDesc type) {
    String descriptor = type.descriptorString();
    Path file = jar.getPath(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
