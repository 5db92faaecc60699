// Opens the query editor on this service alone, with its prefixes and example queries.
(async () => {
  "use strict";
  const { prefixes, examples } = await (await fetch("/examples.json")).json();
  const endpoint = new URL("/sparql", window.location.href).href;
  const { Yasqe } = Yasgui;

  // The stock completers ask prefix.cc and other services; ours know what the server said.
  Object.keys(Yasqe.Autocompleters).forEach((name) => {
    if (name !== "prefixes" && name !== "variables") delete Yasqe.Autocompleters[name];
  });
  Yasqe.Autocompleters.prefixes.get = async () =>
    Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.defaults.autocompleters = ["prefixes", "variables"];

  const declared = (query) => {
    const used = Object.keys(prefixes).filter(
      (name) =>
        new RegExp(`(^|[^\\w:-])${name}:`).test(query) &&
        !new RegExp(`PREFIX\\s+${name}:`, "i").test(query)
    );
    const lines = used.map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`);
    return lines.join("") + query;
  };

  const wanted = new URLSearchParams(window.location.search).get("example");
  const first = examples.find(({ name }) => name === wanted) || examples[0];
  Yasqe.defaults.value = declared(first ? first.query : "SELECT * { ?s ?p ?o } LIMIT 25");
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    yasr: { persistenceId: null, prefixes },
    yasqe: { persistenceId: null, prefixCcApi: null },
  });

  const menu = document.getElementById("example");
  examples.forEach(({ name, title }) => menu.append(new Option(title, name)));
  menu.addEventListener("change", () => {
    const chosen = examples.find(({ name }) => name === menu.value);
    if (chosen) yasgui.getTab().setQuery(declared(chosen.query));
  });
  document.body.dataset.ready = "yes";
})();
