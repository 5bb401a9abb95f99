package cotinga;

/** The only main. */
public final class Cotinga {
    private Cotinga() {}

    public static void main(String[] args) {}
}
