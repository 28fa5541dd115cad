package io.monthclose.cli;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Brings class files of Java 5 and older, as picocli has them, to a format that Java can keep in its start cache. Without it
 * they are read and checked, slowly, at every start. Only the format changes: the instructions stay, and the map of types
 * that the checker then wants is added.
 */
final class OldClassFiles {
    /** The first version whose classes are checked by their map of types; older ones are never kept in the cache. */
    private static final int WITH_TYPE_MAPS = ClassFile.JAVA_6_VERSION;

    private static final int MADE = ClassFile.JAVA_8_VERSION;

    private OldClassFiles() {}

    /** Rewrites the jars of the folder that is named, where they have old classes. */
    public static void main(String[] arguments) throws IOException {
        for (Path jar : jars(Path.of(arguments[0]))) {
            if (hasOldClasses(jar)) {
                rewrite(jar);
            }
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasOldClasses(Path jar) throws IOException {
        try (JarFile in = new JarFile(jar.toFile())) {
            for (JarEntry entry : in.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    try (var bytes = in.getInputStream(entry)) {
                        if (isOld(bytes.readNBytes(8))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }

    /** A class file begins with four bytes that mark it, then its minor and its major version, two bytes each. */
    private static boolean isOld(byte[] file) {
        return file.length >= 8 && ((file[6] & 0xff) << 8) + (file[7] & 0xff) < WITH_TYPE_MAPS;
    }

    private static void rewrite(Path jar) throws IOException {
        Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
        try (JarFile in = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(rewritten))) {
            for (JarEntry entry : in.stream().toList()) {
                byte[] bytes;
                try (var content = in.getInputStream(entry)) {
                    bytes = content.readAllBytes();
                }
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") && isOld(bytes) ? renewed(bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The class in the newer format. */
    static byte[] renewed(byte[] file) {
        ClassFile format = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
        ClassTransform version = (made, element) -> {
            if (element instanceof ClassFileVersion) {
                made.withVersion(MADE, 0);
            } else {
                made.with(element);
            }
        };
        return format.transformClass(
                format.parse(file), version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    }
}
