package cotinga.settings;

import java.util.regex.Pattern;

/**
 * Environment variables that Kubernetes sets for each Service of a namespace, and Docker for a link. For a Service named {@code cotinga} or
 * {@code cotinga-http}, they have the prefix of settings.
 */
public final class ServiceLinks {
    private static final Pattern NAME = Pattern.compile(
            "[A-Z0-9_]+_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceLinks() {}

    static boolean isServiceLink(String variable, String text) {
        return NAME.matcher(variable).matches()
                || (variable.endsWith("_PORT") && ADDRESS.matcher(text).matches());
    }
}
