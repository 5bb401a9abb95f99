package cotinga.page;

import cotinga.base.PackedFolder;
import cotinga.base.Sha256;
import cotinga.base.Webjar;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of the dashboard: those of the folder {@code ui} and of its libraries. The assets have a version, the digest of the content
 * of all, which is a part of their addresses. An address therefore always means the same content.
 */
public final class PageFiles {
    private static final String FOLDER = "ui/";
    private static final String SHELL = "index.html";
    private static final int VERSION_LENGTH = 16;
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final Map<String, String> TYPES = Map.of("js", SCRIPT, "css", STYLE, "svg", "image/svg+xml");

    private final Map<String, Asset> assets = new TreeMap<>();
    private final String shell;
    private final String version;

    /**
     * A file that pages load.
     *
     * @param type its media type
     */
    @SuppressWarnings("ArrayRecordComponent") // it is returned, never compared
    public record Asset(String type, byte[] content) {}

    /** Reads all files. */
    public PageFiles() {
        for (String file : PackedFolder.files("ui")) {
            if (!file.equals(SHELL)) {
                add(file, PackedFolder.bytes(FOLDER + file));
            }
        }
        Webjar preact = new Webjar("org.webjars.npm", "preact");
        add("lib/preact.js", preact.file("dist/preact.min.umd.js"));
        add("lib/hooks.js", preact.file("hooks/dist/hooks.umd.js"));
        Webjar uPlot = new Webjar("org.webjars.npm", "uplot");
        add("lib/uplot.js", uPlot.file("dist/uPlot.iife.min.js"));
        add("lib/uplot.css", uPlot.file("dist/uPlot.min.css"));
        this.shell = PackedFolder.text(FOLDER + SHELL);
        this.version = digest().substring(0, VERSION_LENGTH);
    }

    private void add(String name, byte[] content) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        String type = TYPES.get(extension);
        if (type == null) {
            throw new IllegalStateException("The dashboard has the file " + name
                    + ", whose media type is unknown. Add it to " + PageFiles.class.getSimpleName());
        }
        assets.put(name, new Asset(type, content));
    }

    private String digest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        assets.forEach((name, asset) -> {
            all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            all.write(0);
            all.writeBytes(asset.content());
        });
        return Sha256.of(all.toByteArray());
    }

    /** The digest of the content of all assets. */
    public String version() {
        return version;
    }

    /** An asset by its path, as in {@code market/market.js}. */
    public Optional<Asset> asset(String path) {
        return Optional.ofNullable(assets.get(path));
    }

    /**
     * The HTML document, which all pages share.
     *
     * @param root the relative URL of the folder of pages
     */
    public byte[] document(String root) {
        return shell.replace("{{root}}", root)
                .replace("{{assets}}", "assets/" + version)
                .getBytes(StandardCharsets.UTF_8);
    }
}
