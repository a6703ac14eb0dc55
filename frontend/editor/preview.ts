// The page as it will be, rendered by the server: in a tab, or beside the text on a wide screen.
import type { Field } from "./field.ts";
import { ScrollTogether } from "./scroll.ts";
import { token, word } from "./words.ts";

const PAUSE = 700;
const REMEMBERED = "wiki:editor-view";

export class Preview {
  private readonly pane: HTMLElement | null;
  private readonly buttons: NodeListOf<HTMLButtonElement>;
  private timer = 0;
  private request: AbortController | null = null;
  private shown = "";
  private readonly together: ScrollTogether | null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: () => Field,
  ) {
    this.pane = form.querySelector<HTMLElement>(".editor-preview");
    this.together = this.pane && new ScrollTogether(field, this.pane);
    this.buttons = form.querySelectorAll<HTMLButtonElement>("[data-view-choice]");
    for (const button of this.buttons) {
      button.hidden = false;
      button.addEventListener("click", () => {
        this.view(button.dataset.viewChoice ?? "write");
        if (this.form.dataset.view === "write") this.field().focus();
      });
    }
    const wide = matchMedia("(min-width: 80rem)");
    wide.addEventListener("change", () => this.fit(wide.matches));
    if (this.pane) this.view(wide.matches && localStorage.getItem(REMEMBERED) === "both" ? "both" : "write");
  }

  changed(): void {
    clearTimeout(this.timer);
    if (this.form.dataset.view !== "write") this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  toggle(): void {
    this.view(this.form.dataset.view === "write" ? "preview" : "write");
  }

  private fit(wide: boolean): void {
    if (!wide && this.form.dataset.view === "both") this.view("write");
  }

  private view(name: string): void {
    this.form.dataset.view = name;
    if (this.pane) this.pane.hidden = name === "write";
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.viewChoice === name));
    if (name !== "preview") localStorage.setItem(REMEMBERED, name);
    if (name !== "write") void this.ask();
    if (name === "preview") this.pane?.focus();
  }

  private async ask(): Promise<void> {
    const body = this.field().text();
    if (!this.pane || body === this.shown) return;
    this.request?.abort();
    this.request = new AbortController();
    const sent = new FormData();
    sent.set("body", body);
    sent.set("title", this.form.dataset.title ?? "");
    sent.set("section", this.form.querySelector<HTMLInputElement>("[name=section]")?.value ?? "");
    this.pane.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.form.dataset.preview ?? "", {
        method: "POST",
        body: sent,
        signal: this.request.signal,
        headers: { "X-CSRFToken": token() },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.pane.innerHTML = await answer.text(); // Our own renderer's answer: sanitised there.
      this.shown = body;
      this.together?.soon();
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      this.pane.textContent = word("no_preview");
    }
    this.pane.removeAttribute("aria-busy");
  }
}
