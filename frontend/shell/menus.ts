// Menus open without a script (<details>, :target); here they also close by Escape, a click
// elsewhere, and the menu of a phone leaves no trace in the history.
export function handleMenus(): void {
  drawer();
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}

function openMenus(): NodeListOf<HTMLDetailsElement> {
  return document.querySelectorAll<HTMLDetailsElement>("details.dropdown[open]");
}

function drawer(): void {
  const rail = document.getElementById("menu");
  const opener = document.querySelector<HTMLAnchorElement>("[data-menu]");
  if (!rail || !opener) return;
  const close = (): void => {
    if (!rail.classList.contains("is-open")) return;
    rail.classList.remove("is-open");
    opener.focus();
  };
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    rail.classList.add("is-open");
    rail.querySelector<HTMLElement>(".rail-close")?.focus();
  });
  rail.querySelector(".rail-close")?.addEventListener("click", (event) => {
    if (!rail.classList.contains("is-open")) return;
    event.preventDefault();
    close();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("pointerdown", (event) => {
    if (!rail.contains(event.target as Node)) close();
  });
}
