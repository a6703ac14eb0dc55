// What is typed is kept at once in the browser, and a moment later on the server; what was kept and
// never saved is offered again. Nothing is put back without a word.
import type { Field } from "./field.ts";
import { draftKey, writes } from "../shell/saved.ts";
import { hour, say, tell, token, word } from "./words.ts";

/** Who keeps the text instead, once it is started. */
export interface Keeper {
  readonly started: boolean;
  /** Another text is written than the one that it keeps. */
  leave(): void;
}

/** The text, when it was typed, and the fields around it by their names. */
interface Draft {
  body: string;
  base: string;
  at: string;
  [field: string]: string;
}

const LOCAL_PAUSE = 800;
const SERVER_PAUSE = 4000;

export class Drafts {
  private readonly key: string;
  private readonly initial: string | null;
  /** What is typed beside the text. */
  private readonly around: string[];
  private leaving = false;
  private local = 0;
  private server = 0;
  private sent = "";
  private keeper: Keeper | null = null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly field: () => Field,
  ) {
    const who = form.dataset.who ?? "";
    writes(who);
    this.key = draftKey(who, form.dataset.kept ?? location.pathname.replace(/\/(edit|write)$/, ""), form.dataset.part ?? this.value("section"));
    this.around = (form.dataset.around ?? "summary").split(" ");
    // A form shown again (refused, or a preview without this script) holds what is not saved.
    this.initial = "unsaved" in form.dataset ? null : field().text();
    for (const name of this.around) this.input(name)?.addEventListener("input", () => this.changed());
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

  /** The text is shared: it is kept as it is typed, and there is nothing to keep here. */
  leaveTo(keeper: Keeper): void {
    this.keeper = keeper;
  }

  changed(): void {
    if (this.keeper?.started) return;
    tell(word("unsaved"));
    clearTimeout(this.local);
    clearTimeout(this.server);
    this.local = window.setTimeout(() => this.keepHere(), LOCAL_PAUSE);
    if (this.form.dataset.draft) this.server = window.setTimeout(() => void this.keepThere(), SERVER_PAUSE);
  }

  private isChanged(): boolean {
    return !this.keeper?.started && this.field().text() !== this.initial;
  }

  private value(name: string): string {
    return this.input(name)?.value ?? "";
  }

  private input(name: string): HTMLInputElement | HTMLTextAreaElement | null {
    return this.form.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name=${name}]`);
  }

  private keepHere(): void {
    const draft: Draft = {
      body: this.field().text(),
      base: this.value("base"),
      at: new Date().toISOString(),
    };
    for (const name of this.around) draft[name] = this.value(name);
    try {
      if (this.isChanged()) localStorage.setItem(this.key, JSON.stringify(draft));
      else localStorage.removeItem(this.key);
      if (this.isChanged() && !this.form.dataset.draft) tell(word("kept_here", { hour: hour() }));
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
      tell(word("kept", { hour: hour() }));
    } catch {
      tell(word("kept_here", { hour: hour() }));
    }
  }

  /** Offers what this browser kept, unless the server's own draft is as good. */
  private offer(): void {
    const box = this.form.querySelector<HTMLElement>("[data-draft-offer]");
    const kept = this.read();
    if (!box || !kept || kept.body === this.field().text()) return;
    const server = document.querySelector<HTMLElement>("[data-server-draft]");
    if (server) {
      const body = server.querySelector("textarea")?.value;
      if (kept.body === body || kept.at < (server.dataset.serverDraft ?? "")) return;
      server.hidden = true;
    }
    const when = new Date(kept.at);
    const date = when.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" });
    const moved = kept.base === this.value("base") ? "" : word("moved");
    const sentence = box.querySelector("[data-draft-sentence]");
    if (sentence) sentence.textContent = `${word("draft", { date, hour: hour(when) })} ${moved}`;
    box.hidden = false;
    box.querySelector("[data-draft-take]")?.addEventListener("click", () => this.take(kept, box));
    box.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
      localStorage.removeItem(this.key);
      box.hidden = true;
      say(word("dropped"));
    });
  }

  private take(draft: Draft, box: HTMLElement): void {
    // It has not what others wrote since: put in the shared text, it would take theirs away.
    this.keeper?.leave();
    const shared = this.input("shared");
    if (shared) shared.value = "";
    const field = this.field();
    field.replace(0, field.text().length, draft.body, [0, 0]);
    // The text is merged from where it started, not from what the page has become.
    for (const name of ["base", ...this.around]) {
      const input = this.input(name);
      if (input && draft[name]) input.value = draft[name];
    }
    box.hidden = true;
    say(word("taken"));
    field.focus();
  }

  private read(): Draft | null {
    try {
      const found = JSON.parse(localStorage.getItem(this.key) || "null") as Draft | null;
      return found && typeof found.body === "string" ? found : null;
    } catch {
      return null;
    }
  }
}
