// The console's page: GraphiQL on this server's own endpoint, with the admin secret sent along when one is given.
(function () {
  "use strict";

  const endpoint = new URL("v1/graphql", document.baseURI);
  const secretField = document.getElementById("admin-secret");
  const note = document.getElementById("session-note");
  const storedSecret = "joinery:admin-secret";

  const defaultQuery = `# One query over two databases: the orders are in one source, the users in another.
query {
  orders {
    id
    ordered_by_user {
      id
      name
    }
  }
}
`;

  function socketAddress() {
    const address = new URL(endpoint);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    return address.href;
  }

  // A new fetcher makes GraphiQL read the schema again, which is what a change of the secret asks for.
  function fetcherWith(secret) {
    const session = secret ? { "x-hasura-admin-secret": secret } : {};
    let editorHeaders = {};
    const fetchOnce = GraphiQL.createFetcher({
      url: endpoint.href,
      enableIncrementalDelivery: false,
      wsClient: graphqlWs.createClient({
        url: socketAddress(),
        connectionParams: () => ({ headers: { ...session, ...editorHeaders } }),
      }),
    });
    return (request, options) => {
      editorHeaders = (options && options.headers) || {};
      const answer = fetchOnce(withoutStaleName(request), { ...options, headers: { ...session, ...editorHeaders } });
      return Promise.resolve(answer).then(reportAccess);
    };
  }

  // GraphiQL reads the operation's name a moment after the text was edited, and would ask for one that is gone.
  function withoutStaleName(request) {
    const { operationName, ...rest } = request;
    const isThere = new RegExp(`\\b(query|mutation|subscription)\\s+${operationName}\\b`).test(request.query);
    return isThere ? request : rest;
  }

  function reportAccess(answer) {
    const errors = (answer && answer.errors) || [];
    const denied = errors.find((error) => error.extensions && error.extensions.code === "access-denied");
    note.textContent = denied ? denied.message : "";
    return answer;
  }

  // The explorer and the editor share one text; GraphiQL keeps it in the browser's storage under this name.
  function Console({ secret }) {
    const [query, setQuery] = React.useState(() => localStorage.getItem("graphiql:query") || defaultQuery);
    const fetcher = React.useMemo(() => fetcherWith(secret), [secret]);
    const explorer = GraphiQLPluginExplorer.useExplorerPlugin({ query, onEdit: setQuery });
    return React.createElement(GraphiQL, {
      fetcher,
      query,
      onEditQuery: setQuery,
      plugins: [explorer],
      isHeadersEditorEnabled: true,
      shouldPersistHeaders: true,
    });
  }

  function show(secret) {
    ReactDOM.render(React.createElement(Console, { secret }), document.getElementById("graphiql"));
  }

  function useSecret(event) {
    event.preventDefault();
    sessionStorage.setItem(storedSecret, secretField.value);
    show(secretField.value);
  }

  document.getElementById("session").addEventListener("submit", useSecret);
  secretField.addEventListener("change", useSecret);
  secretField.addEventListener("keydown", (event) => event.key === "Enter" && useSecret(event));

  secretField.value = sessionStorage.getItem(storedSecret) || "";
  show(secretField.value);
})();
