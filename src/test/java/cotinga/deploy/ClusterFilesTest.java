package cotinga.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cotinga.settings.SettingErrors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code deploy/} that install several instances. No cluster is started; see {@link DeploymentFilesTest}. */
class ClusterFilesTest {
    private static final String CLUSTER = "kubernetes/cluster/";
    private static final String COMPOSE = "compose-cluster.yaml";
    private static final String HOME = "/var/lib/cotinga";

    /** The default of PostgreSQL, and how many of them only its administrators get. */
    private static final int MAX_CONNECTIONS = 100;

    /** One for the lease, one for notifications. */
    private static final int BESIDE_POOL = 2;

    private static final int RESERVED_CONNECTIONS = 3;

    /** What Kubernetes appends to the name of a Deployment. */
    private static final String SUFFIX_OF_POD = "-5d4f8c6b79-x2x4z";

    private static final Pattern READER = Pattern.compile("server ([\\d.]+):(\\d+) max_fails=(\\d)");

    // --- Kubernetes ---

    @Test
    void theKustomizationNamesEveryManifest() {
        List<String> files = DeployFiles.list(CLUSTER, ".yaml").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("kustomization.yaml") && !name.startsWith("secret.example"))
                .toList();

        assertThat(DeployFiles.texts(kustomization().get("resources"))).containsExactlyInAnyOrderElementsOf(files);
        assertThat(kustomization().at("/images/0/name").textValue()).isEqualTo("cotinga");
        assertThat(kustomization().at("/images/0/newTag").textValue()).isEqualTo(DeployFiles.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"StatefulSet", "Deployment"})
    void aPodIsThatOfOneProcessButForItsRole(String kind) {
        JsonNode pod = pod(kind);
        JsonNode container = container(kind);
        JsonNode single = DeployFiles.yamlDocuments("kubernetes/single/cotinga.yaml").stream()
                .filter(document -> document.get("kind").textValue().equals("Deployment"))
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec");
        for (String field : List.of(
                "enableServiceLinks",
                "automountServiceAccountToken",
                "terminationGracePeriodSeconds",
                "securityContext")) {
            assertThat(pod.get(field)).as(field).isEqualTo(single.get(field));
        }
        for (String field :
                List.of("ports", "startupProbe", "livenessProbe", "readinessProbe", "resources", "securityContext")) {
            assertThat(container.get(field)).as(field).isEqualTo(single.at("/containers/0/" + field));
        }
        assertThat(container.get("image").textValue())
                .as("the kustomization sets it")
                .isEqualTo("cotinga");
        assertThat(pod.at("/topologySpreadConstraints/0/labelSelector/matchLabels"))
                .isEqualTo(only(kind).at("/spec/selector/matchLabels"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"StatefulSet", "Deployment"})
    void aPodHasValidSettingsAndTimeToStop(String kind) {
        Map<String, String> environment = environment(kind);

        assertThat(SettingErrors.of(environment)).isEmpty();
        assertThat(SettingErrors.values(environment))
                .containsEntry("cotinga.role", kind.equals("StatefulSet") ? "writer" : "reader")
                .containsEntry("cotinga.management.address", "0.0.0.0");
        assertThat(environment).containsKeys("COTINGA_API_KEYS", "COTINGA_DATABASE_PASSWORD", "COTINGA_INSTANCE");
        assertThat(Duration.ofSeconds(
                        pod(kind).get("terminationGracePeriodSeconds").longValue()))
                .isGreaterThan(DeployFiles.stop(environment));
        assertThat(container(kind).at("/envFrom/0/configMapRef/name"))
                .isEqualTo(kustomization().at("/configMapGenerator/0/name"));
    }

    @Test
    void theExampleOfTheSecretHasWhatPodsReadAndNoValues() {
        JsonNode secret = DeployFiles.yaml(CLUSTER + "secret.example.yaml");

        for (String kind : List.of("StatefulSet", "Deployment")) {
            assertThat(container(kind).findValues("secretKeyRef")).hasSize(2).allSatisfy(reference -> {
                assertThat(reference.get("name")).isEqualTo(secret.at("/metadata/name"));
                assertThat(secret.get("stringData").has(reference.get("key").textValue()))
                        .isTrue();
            });
        }
        assertThat(secret.get("stringData")).allMatch(value -> value.textValue().matches("[\\w:]*<[\\w ]+>"));
    }

    @Test
    void eachWriterHasAVolumeAndReadersHaveNone() {
        JsonNode writers = only("StatefulSet");

        assertThat(writers.at("/spec/replicas").intValue()).isEqualTo(2);
        assertThat(writers.at("/spec/podManagementPolicy").textValue()).isEqualTo("Parallel");
        assertThat(writers.at("/spec/volumeClaimTemplates/0/metadata/name").textValue())
                .isEqualTo("data");
        assertThat(mounts("StatefulSet")).containsExactlyInAnyOrder("data " + HOME, "tmp /tmp");
        assertThat(mounts("Deployment")).containsExactly("tmp /tmp");
        assertThat(only("Deployment").at("/spec").has("replicas"))
                .as("the autoscaler sets it")
                .isFalse();
    }

    @Test
    void someInstanceOfEachKindRemainsDuringDisruptionsAndUpgrades() {
        JsonNode autoscaler = only("HorizontalPodAutoscaler");
        JsonNode readers = only("Deployment");

        assertThat(autoscaler.at("/spec/scaleTargetRef/name")).isEqualTo(readers.at("/metadata/name"));
        assertThat(autoscaler.at("/spec/minReplicas").intValue()).isGreaterThanOrEqualTo(2);
        assertThat(readers.at("/spec/strategy/rollingUpdate/maxUnavailable").intValue())
                .isZero();
        assertThat(documents("PodDisruptionBudget"))
                .extracting(budget -> budget.at("/spec/selector/matchLabels"))
                .containsExactlyInAnyOrder(
                        only("StatefulSet").at("/spec/selector/matchLabels"), readers.at("/spec/selector/matchLabels"));
    }

    @Test
    void theServicesSelectTheirPodsAndForwardToTheirPorts() {
        List<JsonNode> services = documents("Service");

        assertThat(services)
                .extracting(ClusterFilesTest::name)
                .containsExactlyInAnyOrder("cotinga", "cotinga-writers", "cotinga-management");
        assertThat(selector("cotinga")).isEqualTo(labels("Deployment"));
        assertThat(selector("cotinga-writers")).isEqualTo(labels("StatefulSet"));
        assertThat(only("StatefulSet").at("/spec/serviceName").textValue()).isEqualTo("cotinga-writers");
        for (String kind : List.of("StatefulSet", "Deployment")) {
            assertThat(labels(kind)).containsAll(selector("cotinga-management"));
        }
        assertThat(services)
                .allSatisfy(service -> assertThat(service.at("/spec/ports")).allSatisfy(port -> {
                    assertThat(port.get("targetPort")).isEqualTo(port.get("name"));
                    assertThat(port.get("port").asText())
                            .isEqualTo(DeployFiles.port(port.get("name").textValue()));
                }));
    }

    @Test
    void allInstancesTogetherLeaveConnectionsOfTheServer() {
        int readers = only("HorizontalPodAutoscaler").at("/spec/maxReplicas").intValue()
                + only("Deployment").at("/spec/strategy/rollingUpdate/maxSurge").intValue();
        int writers = only("StatefulSet").at("/spec/replicas").intValue();
        int pool = poolSize(environment("Deployment"));
        int sum = (writers + readers) * (pool + BESIDE_POOL);

        assertThat(sum).isLessThanOrEqualTo(MAX_CONNECTIONS - RESERVED_CONNECTIONS);
        assertThat(DeployFiles.text(DeployFiles.path(CLUSTER + "kustomization.yaml")))
                .contains("(" + writers + " + " + readers + ") x (" + pool + " + " + BESIDE_POOL + ") = " + sum);
        assertThat(DeployFiles.text(Path.of("docs", "operations.md")))
                .contains("(" + writers + " + " + readers + ") × (" + pool + " + " + BESIDE_POOL + ") = " + sum);
    }

    @Test
    @Tag("full")
    void kubectlBuildsTheManifests() throws Exception {
        String built = Tool.installed("kubectl", "kubernetes-client").run(DeployFiles.path(CLUSTER), "kustomize", ".");

        List<JsonNode> documents = DeployFiles.yamlDocumentsOf(built);
        assertThat(documents)
                .extracting(document -> document.get("kind").textValue())
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "Deployment",
                        "HorizontalPodAutoscaler",
                        "PodDisruptionBudget",
                        "PodDisruptionBudget",
                        "Service",
                        "Service",
                        "Service",
                        "StatefulSet");
        assertThat(documents)
                .filteredOn(document -> document.at("/spec").has("template"))
                .hasSize(2)
                .allSatisfy(document -> {
                    JsonNode container = document.at("/spec/template/spec/containers/0");
                    assertThat(container.get("image").textValue()).isEqualTo("cotinga:" + DeployFiles.version());
                    assertThat(container.at("/envFrom/0/configMapRef/name").textValue())
                            .as("another name when a setting changes")
                            .matches("cotinga-\\w{10}");
                });
    }

    // --- Compose ---

    @Test
    void composeRunsTwoWritersAndTwoReaders() {
        Map<String, JsonNode> instances = instances();

        assertThat(instances).containsOnlyKeys("writer-1", "writer-2", "reader-1", "reader-2");
        assertThat(instances).allSatisfy((name, instance) -> {
            Map<String, String> environment = environment(instance);
            assertThat(SettingErrors.of(environment)).isEmpty();
            assertThat(environment)
                    .containsEntry("COTINGA_INSTANCE", name)
                    .containsEntry("COTINGA_ROLE", name.substring(0, name.indexOf('-')));
            assertThat(instance.get("image").textValue()).isEqualTo("cotinga:" + DeployFiles.version());
            assertThat(DeployFiles.path(instance.at("/build/context").textValue())
                            .resolve(instance.at("/build/dockerfile").textValue()))
                    .exists();
            assertThat(DeployFiles.seconds(instance.get("stop_grace_period").textValue()))
                    .isGreaterThan(DeployFiles.stop(environment));
            assertThat(instance.get("user").textValue()).isEqualTo("10001:10001");
            assertThat(instance.has("volumes")).isEqualTo(name.startsWith("writer"));
        });
        assertThat(Stream.of("writer-1", "writer-2")
                        .map(name -> services().get(name).at("/volumes/0")))
                .extracting(JsonNode::textValue)
                .containsExactly("writer-1:" + HOME, "writer-2:" + HOME);
    }

    @Test
    void composeGivesEveryServiceAFixedImageAndLimits() {
        JsonNode volumes = compose().get("volumes");

        assertThat(services()).hasSize(7).allSatisfy(service -> {
            assertThat(service.get("image").textValue()).matches(DeployFiles.FIXED_TAG);
            assertThat(service.has("mem_limit") && service.has("cpus")).isTrue();
            assertThat(service.get("read_only").booleanValue()).isTrue();
            assertThat(service.get("user").textValue()).matches("[1-9]\\d+:[1-9]\\d+");
            assertThat(DeployFiles.texts(service.get("cap_drop"))).containsExactly("ALL");
            assertThat(DeployFiles.texts(service.get("security_opt"))).containsExactly("no-new-privileges:true");
            if (service.has("volumes")) {
                String source = service.at("/volumes/0").textValue().split(":", -1)[0];
                assertThat(volumes.has(source)
                                || DeployFiles.path(source).toFile().isDirectory())
                        .as(source)
                        .isTrue();
            }
        });
    }

    @Test
    void theInstancesOfComposeFindTheirDatabase() {
        JsonNode postgres = services().get("postgres");
        Map<String, String> settings =
                SettingErrors.values(environment(services().get("reader-1")));
        String maximum = DeployFiles.texts(postgres.get("command")).stream()
                .filter(option -> option.startsWith("max_connections="))
                .findFirst()
                .orElseThrow();
        int pool = poolSize(environment(services().get("reader-1")));
        int sum = instances().size() * (pool + BESIDE_POOL);

        assertThat(settings)
                .containsEntry(
                        "cotinga.database.url",
                        "jdbc:postgresql://postgres:5432/"
                                + postgres.at("/environment/POSTGRES_DB").textValue())
                .containsEntry(
                        "cotinga.database.user",
                        postgres.at("/environment/POSTGRES_USER").textValue())
                .containsEntry(
                        "cotinga.database.password",
                        postgres.at("/environment/POSTGRES_PASSWORD").textValue());
        assertThat(sum + RESERVED_CONNECTIONS).isLessThan(Integer.parseInt(maximum.split("=", -1)[1]));
        assertThat(DeployFiles.text(DeployFiles.path(COMPOSE)))
                .contains(instances().size() + " x (" + pool + " + " + BESIDE_POOL + ") = " + sum);
    }

    @Test
    void theLoadBalancerOfComposeKnowsTheReaders() {
        List<String> readers = instances().values().stream()
                .filter(instance -> instance.has("networks"))
                .map(instance -> instance.at("/networks/default/ipv4_address").textValue())
                .toList();
        Matcher servers = READER.matcher(DeployFiles.text(DeployFiles.path("nginx/nginx.conf")));
        List<String> checked = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        while (servers.find()) {
            assertThat(servers.group(2)).isEqualTo(DeployFiles.port("http"));
            (servers.group(3).equals("0") ? unchecked : checked).add(servers.group(1));
        }

        assertThat(readers).hasSize(2).isEqualTo(checked).isEqualTo(unchecked);
        String network = compose().at("/networks/default/ipam/config/0/subnet").textValue();
        assertThat(readers).allMatch(address -> address.startsWith(network.replace("0/24", "")));
        JsonNode balancer = services().get("balancer");
        assertThat(DeployFiles.texts(balancer.get("command"))).contains("/etc/nginx/cotinga/nginx.conf");
        assertThat(balancer.at("/volumes/0").textValue()).isEqualTo("./nginx:/etc/nginx/cotinga:ro");
        assertThat(balancer.at("/ports/0").textValue())
                .isEqualTo(DeployFiles.port("http") + ":" + DeployFiles.port("http"));
    }

    // --- reading the files ---

    private static JsonNode kustomization() {
        return DeployFiles.yaml(CLUSTER + "kustomization.yaml");
    }

    private static List<JsonNode> documents(String kind) {
        return DeployFiles.texts(kustomization().get("resources")).stream()
                .flatMap(file -> DeployFiles.yamlDocuments(CLUSTER + file).stream())
                .filter(document -> document.get("kind").textValue().equals(kind))
                .toList();
    }

    private static JsonNode only(String kind) {
        List<JsonNode> found = documents(kind);
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    private static String name(JsonNode document) {
        return document.at("/metadata/name").textValue();
    }

    private static JsonNode selector(String service) {
        return documents("Service").stream()
                .filter(document -> name(document).equals(service))
                .findFirst()
                .orElseThrow()
                .at("/spec/selector");
    }

    private static JsonNode labels(String kind) {
        return only(kind).at("/spec/template/metadata/labels");
    }

    private static JsonNode pod(String kind) {
        return only(kind).at("/spec/template/spec");
    }

    private static JsonNode container(String kind) {
        return pod(kind).at("/containers/0");
    }

    private static List<String> mounts(String kind) {
        return DeployFiles.stream(container(kind).get("volumeMounts"))
                .map(mount -> mount.get("name").textValue() + " "
                        + mount.get("mountPath").textValue())
                .toList();
    }

    /** The environment of a pod, with the name that Kubernetes gives it and without secrets. */
    private static Map<String, String> environment(String kind) {
        Map<String, String> environment = new HashMap<>();
        DeployFiles.texts(kustomization().at("/configMapGenerator/0/literals")).forEach(literal -> {
            String[] parts = literal.split("=", 2);
            environment.put(parts[0], parts[1]);
        });
        DeployFiles.stream(container(kind).get("env"))
                .forEach(variable -> environment.put(
                        variable.get("name").textValue(),
                        variable.has("value") ? variable.get("value").textValue() : ""));
        environment.put("COTINGA_INSTANCE", name(only(kind)) + SUFFIX_OF_POD);
        return environment;
    }

    private static JsonNode compose() {
        return DeployFiles.yaml(COMPOSE);
    }

    private static JsonNode services() {
        return merged(compose().get("services"));
    }

    private static Map<String, JsonNode> instances() {
        Map<String, JsonNode> instances = new LinkedHashMap<>();
        services().properties().forEach(service -> {
            if (service.getValue().has("build")) {
                instances.put(service.getKey(), service.getValue());
            }
        });
        return instances;
    }

    /** The members of a mapping, with those of {@code <<}, which Compose merges into it. */
    private static JsonNode merged(JsonNode node) {
        if (!(node instanceof ObjectNode mapping)) {
            return node;
        }
        ObjectNode merged = mapping.objectNode();
        if (mapping.has("<<")) {
            merged.setAll((ObjectNode) merged(mapping.get("<<")));
        }
        mapping.properties().forEach(member -> merged.set(member.getKey(), merged(member.getValue())));
        merged.remove("<<");
        return merged;
    }

    private static Map<String, String> environment(JsonNode service) {
        Map<String, String> environment = new HashMap<>();
        service.get("environment")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), variable.getValue().asText().replaceAll("\\$\\{\\w+:-}", "")));
        return environment;
    }

    private static int poolSize(Map<String, String> environment) {
        return Integer.parseInt(SettingErrors.values(environment).getOrDefault("cotinga.database.pool-size", ""));
    }
}
