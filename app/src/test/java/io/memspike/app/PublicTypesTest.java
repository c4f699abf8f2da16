package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/api.md} lists what embedders may name: every public type outside {@code internal} packages, as the sources have
 * it. {@code mvn -pl app -am test -Dtest=PublicTypesTest -Dsurefire.failIfNoSpecifiedTests=false -Dmemspike.renew=true} writes
 * it anew.
 */
class PublicTypesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path LIST = ROOT.resolve("docs/api.md");
    private static final List<String> MODULES = List.of(
            "snn-core", "memristor-array", "topology-optimizer", "early-exit", "datasets", "interchange", "tasks");
    private static final String HEAD = """
            # Public types

            What an embedder may name, by module and package, each with the first sentence of its javadoc. What is public
            in a package whose name ends in `internal` is so for Memspike's own packages alone, and changes without notice.
            `PublicTypesTest` compares this list with the sources, and says how to write it anew.
            """;

    @Test
    void shouldListThePublicTypesThatAreThere() throws IOException {
        final StringBuilder text = new StringBuilder(HEAD);
        for (final String module : MODULES) {
            text.append("\n## ").append(module).append('\n');
            typesByPackage(module).forEach((name, types) -> {
                text.append("\n### `").append(name).append("`\n\n");
                types.forEach((type, sentence) -> text.append("- `")
                        .append(type)
                        .append("`: ")
                        .append(sentence)
                        .append('\n'));
            });
        }
        if (Boolean.getBoolean("memspike.renew")) {
            Files.writeString(LIST, text);
        }
        assertEquals(text.toString(), Files.readString(LIST), LIST + ": expected the types that the sources have");
    }

    private static SortedMap<String, SortedMap<String, String>> typesByPackage(String module) throws IOException {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final SortedMap<String, SortedMap<String, String>> packages = new TreeMap<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            final List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getParent().endsWith("internal"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
            final JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(sources));
            final DocTrees comments = DocTrees.instance(task);
            for (final CompilationUnitTree file : task.parse()) {
                final SortedMap<String, String> types = new TreeMap<>();
                for (final Tree tree : file.getTypeDecls()) {
                    add(new TreePath(new TreePath(file), tree), "", comments, types);
                }
                packages.computeIfAbsent(file.getPackageName().toString(), name -> new TreeMap<>())
                        .putAll(types);
            }
        }
        packages.values().removeIf(Map::isEmpty);
        return packages;
    }

    /** A type and those inside it, where others can name them. */
    private static void add(TreePath path, String outer, DocTrees comments, SortedMap<String, String> types) {
        if (!(path.getLeaf() instanceof ClassTree type) || !isPublic(path)) {
            return;
        }
        final String name = outer + type.getSimpleName();
        types.put(name, firstSentence(comments.getDocCommentTree(path), name));
        type.getMembers().forEach(member -> add(new TreePath(path, member), name + ".", comments, types));
    }

    private static boolean isPublic(TreePath path) {
        final ClassTree type = (ClassTree) path.getLeaf();
        final Tree.Kind outer = path.getParentPath().getLeaf().getKind();
        return type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                || outer == Tree.Kind.INTERFACE
                || outer == Tree.Kind.ANNOTATION_TYPE;
    }

    private static String firstSentence(DocCommentTree comment, String name) {
        if (comment == null) {
            throw new IllegalStateException(name + ": expected javadoc, found none");
        }
        return plain(comment.getFirstSentence()).replaceAll("\\s+", " ").strip().replaceAll("[,:]$", ".");
    }

    /** Without the package; a member without a mark. */
    private static String reference(ReferenceTree reference) {
        final String name = reference.getSignature().replaceFirst("^#", "").replace('#', '.');
        return "`" + name.replaceFirst("^([a-z]\\w*\\.)+(?=[A-Z])", "") + "`";
    }

    private static String plain(List<? extends DocTree> trees) {
        final List<String> parts = new ArrayList<>();
        for (final DocTree tree : trees) {
            if (tree instanceof TextTree text) {
                parts.add(text.getBody());
            } else if (tree instanceof LiteralTree code) {
                parts.add("`" + code.getBody().getBody() + "`");
            } else if (tree instanceof LinkTree link) {
                final String label = plain(link.getLabel());
                parts.add(label.isEmpty() ? reference(link.getReference()) : label);
            } else if (tree instanceof ValueTree value) {
                parts.add(reference(value.getReference()));
            } else {
                parts.add(tree.toString());
            }
        }
        return parts.stream().collect(Collectors.joining());
    }
}
