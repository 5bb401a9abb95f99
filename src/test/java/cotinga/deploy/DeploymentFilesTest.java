package cotinga.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import cotinga.settings.SettingErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files in {@code deploy/} that install the service. Images and clusters cannot be started where this is built, so what the files say
 * is compared with each other and with the application. Tools of the operating system check the rest.
 */
class DeploymentFilesTest {
    private static final String SCRIPT = "/opt/cotinga/bin/cotinga";
    private static final String HOME = "/var/lib/cotinga";
    private static final String USER = "10001";

    // --- Dockerfile ---

    @Test
    void theImageRunsWithoutRootOnAFixedJre() {
        List<Instruction> image = dockerfile();

        assertThat(only(image, "FROM")).matches(DeployFiles.FIXED_TAG).contains("-jre");
        assertThat(only(image, "USER")).isEqualTo(USER + ":" + USER);
        assertThat(image.stream().filter(its -> its.name.equals("RUN")).map(Instruction::text))
                .anyMatch(text -> text.contains("--uid " + USER) && text.contains("install -d -o " + USER));
        assertThat(image).extracting(Instruction::name).containsSubsequence("RUN", "COPY", "RUN", "USER", "ENTRYPOINT");
    }

    @Test
    void theImageContainsThePackedDistributionAndItsArchive() {
        List<Instruction> image = dockerfile();

        assertThat(only(image, "COPY")).isEqualTo("target/cotinga /opt/cotinga");
        assertThat(only(image, "ENTRYPOINT")).isEqualTo("[\"" + SCRIPT + "\"]");
        assertThat(Path.of("src/main/scripts/cotinga")).exists();
        assertThat(image.stream().filter(its -> its.name.equals("RUN")).map(Instruction::text))
                .anyMatch(text -> text.endsWith(
                        SCRIPT + " --prepare " + environment(image).get("COTINGA_ARCHIVE")));
        assertThat(DeployFiles.text(DeployFiles.path("Dockerfile.dockerignore")).lines())
                .contains("*", "!target/cotinga");
    }

    @Test
    void theImageChecksItsHealthByItsOwnProgram() {
        assertThat(only(dockerfile(), "HEALTHCHECK")).endsWith("CMD [\"" + SCRIPT + "\", \"--probe\", \"live\"]");
    }

    @Test
    void theImageHasValidSettingsAndExposesThePorts() {
        List<Instruction> image = dockerfile();
        Map<String, String> environment = environment(image);

        assertThat(SettingErrors.of(environment)).isEmpty();
        assertThat(only(image, "EXPOSE").split(" ", -1))
                .containsExactly(DeployFiles.port("http"), DeployFiles.port("management"));
        assertThat(SettingErrors.values(environment)).containsEntry("cotinga.management.address", "0.0.0.0");
        assertThat(only(image, "WORKDIR")).isEqualTo(HOME).isEqualTo(only(image, "VOLUME"));
    }

    // --- Compose ---

    @Test
    void composeRunsTheImageOfThisVersionReadOnly() {
        JsonNode service = DeployFiles.yaml("compose.yml").at("/services/cotinga");

        assertThat(service.get("image").textValue()).isEqualTo("cotinga:" + DeployFiles.version());
        assertThat(DeployFiles.path(service.at("/build/context").textValue())
                        .resolve(service.at("/build/dockerfile").textValue()))
                .exists();
        assertThat(service.get("read_only").booleanValue()).isTrue();
        assertThat(service.get("user").textValue()).isEqualTo(USER + ":" + USER);
        assertThat(DeployFiles.texts(service.get("volumes"))).containsExactly("cotinga:" + HOME);
        assertThat(DeployFiles.texts(service.get("tmpfs"))).allMatch(mount -> mount.startsWith("/tmp:size="));
        assertThat(DeployFiles.texts(service.get("ports")))
                .containsExactly(DeployFiles.port("http") + ":" + DeployFiles.port("http"));
        assertThat(DeployFiles.texts(service.get("expose"))).containsExactly(DeployFiles.port("management"));
    }

    @Test
    void composeSetsValidSettingsAndWaitsForTheStop() {
        JsonNode service = DeployFiles.yaml("compose.yml").at("/services/cotinga");
        Map<String, String> environment = new HashMap<>();
        service.get("environment")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), variable.getValue().asText().replaceAll("\\$\\{\\w+:-}", "")));

        assertThat(SettingErrors.of(environment)).isEmpty();
        assertThat(DeployFiles.seconds(service.get("stop_grace_period").textValue()))
                .isGreaterThan(DeployFiles.stop(environment));
    }

    @Test
    void composeGivesEveryServiceAFixedImageLimitsAndFilesThatExist() {
        JsonNode compose = DeployFiles.yaml("compose.yml");

        assertThat(compose.get("services")).hasSize(3).allSatisfy(service -> {
            assertThat(service.get("image").textValue()).matches(DeployFiles.FIXED_TAG);
            assertThat(service.has("mem_limit") && service.has("cpus")).isTrue();
            assertThat(DeployFiles.texts(service.get("cap_drop"))).containsExactly("ALL");
            assertThat(DeployFiles.texts(service.get("security_opt"))).containsExactly("no-new-privileges:true");
            assertThat(DeployFiles.texts(service.get("volumes"))).allSatisfy(volume -> {
                String source = volume.split(":", -1)[0];
                if (source.startsWith(".")) {
                    assertThat(DeployFiles.path(source)).isDirectory();
                    assertThat(volume).endsWith(":ro");
                } else {
                    assertThat(compose.get("volumes").has(source)).as(volume).isTrue();
                }
            });
        });
    }

    @Test
    void prometheusAndGrafanaOfComposeFindEachOther() {
        JsonNode compose = DeployFiles.yaml("compose.yml");
        JsonNode scrape = DeployFiles.yaml("prometheus/prometheus.yml").at("/scrape_configs/0");
        JsonNode source = DeployFiles.yaml("grafana/provisioning/datasources/prometheus.yml")
                .at("/datasources/0");
        JsonNode provider =
                DeployFiles.yaml("grafana/provisioning/dashboards/cotinga.yml").at("/providers/0");

        assertThat(scrape.get("job_name").textValue()).isEqualTo("cotinga");
        assertThat(scrape.get("metrics_path").textValue()).isEqualTo("/observe/metrics");
        assertThat(scrape.at("/static_configs/0/targets/0").textValue())
                .isEqualTo("cotinga:" + DeployFiles.port("management"));
        assertThat(source.get("url").textValue()).isEqualTo("http://prometheus:9090");
        assertThat(DeployFiles.texts(compose.at("/services/grafana/volumes")))
                .contains("./grafana:" + provider.at("/options/path").textValue() + ":ro");
    }

    // --- Kubernetes ---

    @Test
    void theDeploymentHasOnePodThatEndsBeforeTheNextStarts() {
        JsonNode deployment = kubernetes("Deployment");

        assertThat(deployment.at("/spec/replicas").intValue()).isEqualTo(1);
        assertThat(deployment.at("/spec/strategy/type").textValue()).isEqualTo("Recreate");
        assertThat(deployment
                        .at("/metadata/labels")
                        .get("camel.apache.org/monitor")
                        .textValue())
                .isEqualTo("cotinga");
        assertThat(deployment.at("/spec/selector/matchLabels"))
                .isEqualTo(kubernetes("Service").at("/spec/selector"));
        assertThat(deployment.at("/spec/template/metadata/labels"))
                .containsAll(kubernetes("Service").at("/spec/selector"));
    }

    @Test
    void thePodRunsWithoutRootOnAReadOnlyFileSystem() {
        JsonNode pod = pod();
        JsonNode container = container();

        assertThat(pod.at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asText()).isEqualTo(USER);
        assertThat(pod.at("/securityContext/fsGroup").asText()).isEqualTo(USER);
        assertThat(pod.at("/securityContext/seccompProfile/type").textValue()).isEqualTo("RuntimeDefault");
        assertThat(pod.get("enableServiceLinks").booleanValue()).isFalse();
        assertThat(pod.get("automountServiceAccountToken").booleanValue()).isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").booleanValue())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").booleanValue())
                .isFalse();
        assertThat(DeployFiles.texts(container.at("/securityContext/capabilities/drop")))
                .containsExactly("ALL");
        assertThat(container.get("image").textValue()).isEqualTo("cotinga:" + DeployFiles.version());
        assertThat(container.at("/resources/limits")).hasSize(2);
        assertThat(container.at("/resources/requests")).hasSize(2);
    }

    @Test
    void theProbesOfThePodAreThoseOfTheApplication() {
        assertThat(Map.of("startupProbe", "started", "livenessProbe", "live", "readinessProbe", "ready"))
                .allSatisfy((probe, check) -> {
                    JsonNode get = container().at("/" + probe + "/httpGet");
                    assertThat(get.get("path").textValue()).isEqualTo("/observe/health/" + check);
                    assertThat(get.get("port").textValue()).isEqualTo("management");
                });
        assertThat(DeployFiles.stream(container().get("ports"))
                        .map(port -> port.get("name").textValue() + " "
                                + port.get("containerPort").asText()))
                .containsExactly("http " + DeployFiles.port("http"), "management " + DeployFiles.port("management"));
    }

    @Test
    void thePodHasValidSettingsAndTimeToStop() {
        Map<String, String> environment = new HashMap<>();
        DeployFiles.stream(container().get("env"))
                .forEach(variable -> environment.put(
                        variable.get("name").textValue(),
                        variable.has("value") ? variable.get("value").textValue() : ""));

        assertThat(environment).containsKey("COTINGA_API_KEYS");
        assertThat(SettingErrors.of(environment)).isEmpty();
        assertThat(SettingErrors.values(environment)).containsEntry("cotinga.management.address", "0.0.0.0");
        assertThat(Duration.ofSeconds(pod().get("terminationGracePeriodSeconds").longValue()))
                .isGreaterThan(DeployFiles.stop(environment));
    }

    @Test
    void thePodKeepsItsDataInAClaim() {
        assertThat(DeployFiles.stream(container().get("volumeMounts"))
                        .map(mount -> mount.get("name").textValue() + " "
                                + mount.get("mountPath").textValue()))
                .containsExactly("data " + HOME, "tmp /tmp");
        assertThat(pod().at("/volumes/0/persistentVolumeClaim/claimName"))
                .isEqualTo(kubernetes("PersistentVolumeClaim").at("/metadata/name"));
        assertThat(pod().at("/volumes/1").has("emptyDir")).isTrue();
    }

    @Test
    void theServicesForwardToThePortsOfThePod() {
        List<JsonNode> services = documents("Service");

        assertThat(services)
                .extracting(service -> service.at("/spec/ports/0/targetPort").textValue())
                .containsExactly("http", "management");
        assertThat(services)
                .extracting(service -> service.at("/spec/ports/0/port").asText())
                .containsExactly(DeployFiles.port("http"), DeployFiles.port("management"));
        JsonNode annotations = services.get(1).at("/metadata/annotations");
        assertThat(annotations.get("prometheus.io/port").textValue()).isEqualTo(DeployFiles.port("management"));
        assertThat(annotations.get("prometheus.io/path").textValue()).isEqualTo("/observe/metrics");
    }

    // --- systemd ---

    @Test
    void theUnitHasValidSettingsAndTimeToStop() {
        Map<String, String> environment = unit("Environment").stream()
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

        assertThat(environment).hasSizeGreaterThan(1);
        assertThat(SettingErrors.of(environment)).isEmpty();
        assertThat(unit("ExecStart")).containsExactly(SCRIPT);
        assertThat(unit("WorkingDirectory")).containsExactly(HOME);
        assertThat(unit("User")).containsExactly("cotinga");
        assertThat(unit("RestartPreventExitStatus")).containsExactly("2");
        assertThat(DeployFiles.seconds(unit("TimeoutStopSec").get(0))).isGreaterThan(DeployFiles.stop(environment));
    }

    @Test
    @Tag("full")
    void systemdAcceptsTheUnitAndFindsItHardened(@TempDir Path directory) throws Exception {
        Tool analyze = Tool.installed("systemd-analyze", "systemd");
        Path script = Files.createDirectories(directory.resolve("opt/bin")).resolve("cotinga");
        Files.copy(Path.of("src/main/scripts/cotinga"), script);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path unit = Files.writeString(
                directory.resolve("cotinga.service"),
                DeployFiles.text(DeployFiles.path("cotinga.service")).replace(SCRIPT, script.toString()));

        assertThat(analyze.run(directory, "verify", unit.toString())).isEmpty();
        // 0 is safe and 10 is exposed; the threshold is in tenths
        analyze.run(directory, "security", "--offline=true", "--threshold=12", unit.toString());
    }

    // --- linters ---

    @Test
    @Tag("full")
    void yamllintAcceptsTheYamlFiles() throws Exception {
        Tool.installed("yamllint", "yamllint").run(DeployFiles.FOLDER, "--config-file", ".yamllint", "--strict", ".");
    }

    @Test
    @Tag("full")
    void shellcheckAcceptsTheScripts() throws Exception {
        Tool.installed("shellcheck", "shellcheck")
                .run(Path.of("."), "--severity=warning", "src/main/scripts/cotinga", ".ci/run", ".ci/install-tools");
    }

    // --- reading the files ---

    private record Instruction(String name, String text) {}

    /** The instructions of the Dockerfile, with continued lines joined. */
    private static List<Instruction> dockerfile() {
        List<Instruction> instructions = new ArrayList<>();
        String text = DeployFiles.text(DeployFiles.path("Dockerfile"))
                .replaceAll("(?m)^#.*\\n", "")
                .replaceAll("\\\\\\n\\s*", "");
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.split("\\s+", 2);
            instructions.add(new Instruction(parts[0], parts[1]));
        });
        return instructions;
    }

    private static String only(List<Instruction> image, String name) {
        List<Instruction> found =
                image.stream().filter(its -> its.name.equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0).text;
    }

    private static Map<String, String> environment(List<Instruction> image) {
        Map<String, String> variables = new TreeMap<>();
        Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))")
                .matcher(only(image, "ENV"))
                .results()
                .forEach(found -> variables.put(found.group(1), text(found)));
        return variables;
    }

    private static String text(MatchResult variable) {
        return variable.group(2) == null ? variable.group(3) : variable.group(2);
    }

    private static List<JsonNode> documents(String kind) {
        return DeployFiles.yamlDocuments("kubernetes/single/cotinga.yaml").stream()
                .filter(document -> document.get("kind").textValue().equals(kind))
                .toList();
    }

    private static JsonNode kubernetes(String kind) {
        return documents(kind).get(0);
    }

    private static JsonNode pod() {
        return kubernetes("Deployment").at("/spec/template/spec");
    }

    private static JsonNode container() {
        return pod().at("/containers/0");
    }

    /** The values of an option of the unit. */
    private static List<String> unit(String option) {
        return DeployFiles.text(DeployFiles.path("cotinga.service"))
                .lines()
                .filter(line -> line.startsWith(option + "="))
                .map(line -> line.substring(option.length() + 1))
                .toList();
    }
}
