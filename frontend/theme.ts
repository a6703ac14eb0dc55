// Read before the page is drawn, so that a chosen scheme never flashes. Kept in a cookie, which the
// server reads for members; nobody else's page depends on it.
{
  const root = document.documentElement;
  const chosen = /(?:^|; )wiki_theme=(light|dark)/.exec(document.cookie)?.[1] ?? root.dataset.theme;
  if (chosen) root.dataset.theme = chosen;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.classList.toggle("is-dark", dark);
  root.classList.add("js");
}
