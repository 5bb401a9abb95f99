package cotinga.http;

import java.util.Optional;

/**
 * The sender of a request.
 *
 * @param name for people and for limits: {@code key ops}, {@code token alice} or {@code address 192.0.2.7}
 * @param known whether it is authenticated
 * @param scope of its credentials; empty when they have none of the known scopes
 */
record Client(String name, boolean known, Optional<Scope> scope) {
    static Client ofKey(ApiKey key) {
        return new Client("key " + key.name(), true, Optional.of(key.scope()));
    }

    static Client ofToken(String subject, Optional<Scope> scope) {
        return new Client("token " + subject, true, scope);
    }

    static Client ofAddress(String address) {
        return new Client("address " + address, false, Optional.empty());
    }

    boolean may(Scope wanted) {
        return scope.filter(own -> own.includes(wanted)).isPresent();
    }
}
