// What the browser kept of a page's text is let go once the page says that it is saved, or that
// another text was chosen over it.
const PREFIX = "wiki:draft:";

export function draftKey(path: string, section: string): string {
  return `${PREFIX}${path}:${section}`;
}

export function forgetSavedDrafts(): void {
  const here = new URL(location.href);
  if (!here.searchParams.has("saved") && !here.searchParams.has("kept")) return;
  // What was written on a form that makes something new is kept by the name that it is told by.
  const told = here.searchParams.get("saved") ?? "";
  // A number is a revision of this page, not a name.
  const made = /^\d*$/.test(told) ? null : draftKey(here.pathname.replace(/[^/]+$/, "new"), told);
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(draftKey(here.pathname, "")) || key === made) localStorage.removeItem(key);
  }
  // Shown once: the address that one copies or reloads is the page's own.
  history.replaceState(null, "", here.pathname + here.hash);
}
