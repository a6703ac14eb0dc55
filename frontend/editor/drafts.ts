// What is typed is kept at once in the browser, and a moment later on the server; what was kept and
// never saved is offered again. Nothing is put back without a word.
import type { Field } from "./field.ts";
import { hour, say, token, word } from "./words.ts";

interface Draft {
  body: string;
  summary: string;
  base: string;
  at: string;
}

const LOCAL_PAUSE = 800;
const SERVER_PAUSE = 4000;

export class Drafts {
  private readonly key: string;
  private readonly initial: string;
  private leaving = false;
  private local = 0;
  private server = 0;
  private sent = "";

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: () => Field,
  ) {
    this.key = `wiki:draft:${location.pathname.replace(/\/edit$/, "")}:${this.value("section")}`;
    this.initial = this.form.dataset.original ?? field().text();
    this.form.querySelector("[name=summary]")?.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", () => {
      this.keepHere();
      this.leaving = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.leaving && this.isChanged()) event.preventDefault();
    });
    // A phone may close a page without asking.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.isChanged()) this.keepHere();
    });
    this.offer();
  }

  changed(): void {
    say(word("unsaved"));
    clearTimeout(this.local);
    clearTimeout(this.server);
    this.local = window.setTimeout(() => this.keepHere(), LOCAL_PAUSE);
    if (this.form.dataset.draft) this.server = window.setTimeout(() => void this.keepThere(), SERVER_PAUSE);
  }

  private isChanged(): boolean {
    return this.field().text() !== this.initial;
  }

  private value(name: string): string {
    return this.form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? "";
  }

  private keepHere(): void {
    const draft: Draft = {
      body: this.field().text(),
      summary: this.value("summary"),
      base: this.value("base"),
      at: new Date().toISOString(),
    };
    try {
      if (this.isChanged()) localStorage.setItem(this.key, JSON.stringify(draft));
      else localStorage.removeItem(this.key);
      if (this.isChanged() && !this.form.dataset.draft) say(word("kept_here", { hour: hour() }));
    } catch {
      say(word("full")); // The browser has no room: the server's copy remains.
    }
  }

  private async keepThere(): Promise<void> {
    const body = this.field().text();
    if (body === this.sent || !this.isChanged()) return;
    const sent = new FormData();
    sent.set("body", body);
    for (const name of ["summary", "base", "section"]) sent.set(name, this.value(name));
    try {
      const answer = await fetch(this.form.dataset.draft ?? "", {
        method: "POST",
        body: sent,
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.sent = body;
      say(word("kept", { hour: hour() }));
    } catch {
      say(word("kept_here", { hour: hour() }));
    }
  }

  private offer(): void {
    const box = this.form.querySelector<HTMLElement>("[data-draft-offer]");
    const fromServer = this.read(document.getElementById("editor-draft")?.textContent);
    const fromHere = this.read(localStorage.getItem(this.key));
    const all = [fromServer, fromHere].filter((one): one is Draft => !!one && one.body !== this.field().text());
    const newest = all.sort((one, other) => other.at.localeCompare(one.at))[0];
    if (!box || !newest) {
      if (box) box.hidden = true;
      return;
    }
    const when = new Date(newest.at);
    const date = when.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" });
    const moved = newest.base !== this.value("base");
    const sentence = box.querySelector("[data-draft-sentence]");
    if (sentence) sentence.textContent = `${word("draft", { date, hour: hour(when) })} ${moved ? word("moved") : ""}`;
    box.hidden = false;
    for (const button of box.querySelectorAll<HTMLButtonElement>("button[hidden]")) button.hidden = false;
    box.querySelector("[data-draft-take]")?.addEventListener("click", () => this.take(newest, box));
    box.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
      localStorage.removeItem(this.key);
      box.hidden = true;
      if (!fromServer) say(word("dropped"));
    });
  }

  private take(draft: Draft, box: HTMLElement): void {
    const field = this.field();
    field.replace(0, field.text().length, draft.body, [0, 0]);
    // The text is merged from where it started, not from what the page has become.
    for (const [name, value] of [["base", draft.base], ["summary", draft.summary]] as const) {
      const input = this.form.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (input && value) input.value = value;
    }
    box.hidden = true;
    say(word("taken"));
    field.focus();
  }

  private read(raw: string | null | undefined): Draft | null {
    try {
      const found = JSON.parse(raw || "null") as Draft | null;
      return found && typeof found.body === "string" ? found : null;
    } catch {
      return null;
    }
  }
}
