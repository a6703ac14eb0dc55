// What the browser kept of a page's text is let go once the page says that it is saved, or that
// another text was chosen over it. A computer may be shared: each person has their own.
const PREFIX = "wiki:draft:";
const WHO = "wiki:who";

/** Who writes in this window, as its last form said. */
export function writes(who: string): void {
  try {
    sessionStorage.setItem(WHO, who);
  } catch {
    // What is kept is offered again once more: it is never taken for another's.
  }
}

export function draftKey(who: string, path: string, section: string): string {
  return `${PREFIX}${who}:${path}:${section}`;
}

export function forgetSavedDrafts(): void {
  const here = new URL(location.href);
  if (!here.searchParams.has("saved") && !here.searchParams.has("kept")) return;
  const who = sessionStorage.getItem(WHO) ?? "";
  // What was written on a form that makes something new is kept by the name that it is told by.
  const told = here.searchParams.get("saved") ?? "";
  // A number is a revision of this page, not a name.
  const made = /^\d*$/.test(told) ? null : draftKey(who, here.pathname.replace(/[^/]+$/, "new"), told);
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(draftKey(who, here.pathname, "")) || key === made) localStorage.removeItem(key);
  }
  // Shown once: the address that one copies or reloads is the page's own.
  history.replaceState(null, "", here.pathname + here.hash);
}
