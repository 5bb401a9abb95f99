// The folder above the API; a proxy may serve it below any path.
const root = new URL("..", location.href);

SwaggerUIBundle({
  url: "docs/openapi.json",
  dom_id: "#contract",
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  validatorUrl: null,
  requestInterceptor: (request) => {
    const url = new URL(request.url, location.href);
    if (url.origin === root.origin && url.pathname.startsWith("/api/")) {
      request.url = new URL(url.pathname.slice(1) + url.search, root).href;
    }
    return request;
  }
});
