package cotinga.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that signs messages to webhooks, as Standard Webhooks defines it (symmetric, version 1). */
public final class WebhookKey {
    /** What a setting may contain. */
    public static final String FORM = "whsec_ followed by 24 to 64 random bytes in Base64";

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final SecretKeySpec key;

    private WebhookKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * The key in a setting.
     *
     * @throws IllegalArgumentException if it is wrong; the message does not show it
     */
    public static WebhookKey of(String setting) {
        if (!setting.startsWith(PREFIX)) {
            throw new IllegalArgumentException("it does not begin with " + PREFIX);
        }
        byte[] bytes = Base64.getDecoder().decode(setting.substring(PREFIX.length()));
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("it has " + bytes.length + " bytes");
        }
        return new WebhookKey(bytes);
    }

    /** The header {@code webhook-signature} of a message. */
    String signature(String id, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signed = mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
