package cotinga.api;

import cotinga.page.PageFiles;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Returns the pages of the dashboard and their assets. All addresses are relative, so a proxy may serve them below any path. */
public final class Pages {
    private static final String ROOT = "/ui/";
    private static final Set<String> PAGES = Set.of("", "screener", "data");
    private static final String MARKETS = "market/";
    private static final String HTML = "text/html; charset=utf-8";
    private static final int MOST_FOLDERS = 8;
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data: blob:; base-uri 'self'; form-action 'none'; "
                    + "frame-ancestors 'none'; object-src 'none'";

    /** Read and compressed at the first request. */
    private final Supplier<PageFiles> files;

    /** The HTML document by the relative address of the folder of pages. */
    private final Map<String, RevalidatedFile> documents = new ConcurrentHashMap<>();

    private final Map<String, Answer> assets = new ConcurrentHashMap<>();
    private final String vary;

    /**
     * Pages.
     *
     * @param files returns the same files each time
     * @param responses for the header {@code Vary}
     */
    public Pages(Supplier<PageFiles> files, Responses responses) {
        this.files = files;
        this.vary = responses.vary("Accept-Encoding");
    }

    /** Redirects to the first page. */
    public Response home() {
        return new Response(302, Map.of("Location", "ui/"), Buffer.buffer());
    }

    /** A page; the folder of pages without its slash is redirected, as relative addresses need the slash. */
    public Response page(Request request) {
        String path = request.path();
        if (!path.startsWith(ROOT)) {
            return home();
        }
        String page = path.substring(ROOT.length());
        Response response = documents
                .computeIfAbsent(
                        rootSeenFrom(page),
                        root -> RevalidatedFile.of(files.get().document(root), HTML))
                .response(request.preferences(), vary, POLICY);
        return exists(page) || response.status() == 304 ? response : response.withStatus(404);
    }

    private static boolean exists(String page) {
        return PAGES.contains(page) || (page.startsWith(MARKETS) && page.indexOf('/', MARKETS.length()) < 0);
    }

    private static String rootSeenFrom(String page) {
        long folders = page.chars().filter(character -> character == '/').count();
        return folders == 0 ? "./" : "../".repeat((int) Math.min(folders, MOST_FOLDERS));
    }

    /** An asset, whose address contains the version of all assets. */
    public Response asset(Request request) {
        List<String> path = List.of(request.path().substring(ROOT.length()).split("/", 3));
        PageFiles all = files.get();
        if (path.size() < 3 || !path.get(1).equals(all.version())) {
            throw RequestException.notFound("The dashboard has no files of this version any more; reload the page");
        }
        String name = path.get(2);
        PageFiles.Asset asset = all.asset(name)
                .orElseThrow(() -> RequestException.notFound("The dashboard has no file '" + name + "'"));
        Answer answer = assets.computeIfAbsent(name, first -> Answer.document(asset.content(), asset.type()));
        return Response.of(
                answer,
                request.preferences().coding(),
                Map.of(Response.CACHE_CONTROL, "public, max-age=31536000, immutable", Response.VARY, vary));
    }
}
