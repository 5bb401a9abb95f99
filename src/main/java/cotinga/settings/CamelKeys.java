package cotinga.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.main.MainHelper;

/** Camel's settings, which have several spellings: {@code camel.main.autoStartup} and {@code camel.main.auto-startup}. */
public final class CamelKeys {
    static final String PREFIX = "camel.";
    private static final String VARIABLE_PREFIX = "CAMEL_";

    private CamelKeys() {}

    /** The spelling under which a key is known; the key itself if it is not known. */
    public static String spellingIn(Set<String> known, String key) {
        if (known.contains(key)) {
            return key;
        }
        String option = option(key);
        return known.stream()
                .filter(other -> option(other).equals(option))
                .findFirst()
                .orElse(key);
    }

    /** The settings of Camel in the environment, by their known keys. */
    static Map<String, String> ofEnvironment(Set<String> known, Map<String, String> variables) {
        Map<String, String> ours = variables.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(VARIABLE_PREFIX))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, String> texts = new TreeMap<>();
        Map<String, String> others = new TreeMap<>();
        ours.forEach((variable, text) -> known.stream()
                .filter(key -> key.startsWith(PREFIX) && letters(key).equals(letters(variable)))
                .findFirst()
                .ifPresentOrElse(key -> texts.put(key, text), () -> others.put(variable, text)));
        texts.putAll(ofComponents(others));
        others.forEach((variable, text) -> {
            String[] parts = variable.toLowerCase(Locale.ROOT).split("_", 3);
            if (parts.length == 3) {
                texts.putIfAbsent(PREFIX + parts[1] + "." + parts[2].replace('_', '-'), text);
            }
        });
        return texts;
    }

    /** The names of components, data formats and languages may contain dashes, which Camel resolves. */
    private static Map<String, String> ofComponents(Map<String, String> variables) {
        Properties properties = new Properties();
        MainHelper helper = new MainHelper();
        helper.addComponentEnvVariables(takeFrom(variables, "CAMEL_COMPONENT_"), properties, true);
        helper.addDataFormatEnvVariables(takeFrom(variables, "CAMEL_DATAFORMAT_"), properties, true);
        helper.addLanguageEnvVariables(takeFrom(variables, "CAMEL_LANGUAGE_"), properties, true);
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    private static Map<String, String> takeFrom(Map<String, String> variables, String prefix) {
        Map<String, String> taken = new TreeMap<>(variables);
        taken.keySet().removeIf(variable -> !variable.startsWith(prefix));
        variables.keySet().removeAll(taken.keySet());
        return taken;
    }

    private static String option(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
