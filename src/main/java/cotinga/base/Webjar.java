package cotinga.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** A library for browsers, packed as a JAR of webjars.org. */
public final class Webjar {
    private final String folder;

    /**
     * A webjar.
     *
     * @param group the group of its Maven coordinates
     */
    public Webjar(String group, String artifact) {
        Properties coordinates = new Properties();
        String file = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream stream = Objects.requireNonNull(Webjar.class.getResourceAsStream(file), file)) {
            coordinates.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " in the application cannot be read", e);
        }
        this.folder = "META-INF/resources/webjars/" + artifact + "/" + coordinates.getProperty("version") + "/";
    }

    /** The content of one of its files. */
    public byte[] file(String name) {
        return PackedFolder.bytes(folder + name);
    }
}
