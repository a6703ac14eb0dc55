// The button that changes light for dark and back; the choice is kept a year.
const YEAR = 365 * 24 * 3600;

export function switchTheme(): void {
  const root = document.documentElement;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-switch]")) {
    const label = button.querySelector("[data-theme-label]");
    const say = (): void => {
      const dark = root.classList.contains("is-dark");
      if (label) label.textContent = (dark ? button.dataset.light : button.dataset.dark) ?? "";
    };
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      const scheme = root.classList.toggle("is-dark") ? "dark" : "light";
      root.dataset.theme = scheme;
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `wiki_theme=${scheme}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
      say();
    });
  }
}
