// The forms that send files: chosen or dropped, two at a time, each with its own progress, and after a cut they go on.
import { drop, Refused, type Sending, type Sent, send } from "./sending/pieces.ts";

const AT_A_TIME = 2;

interface Words {
  waits: string;
  sending: string;
  cut: string;
  done: string;
  refused: string;
  stopped: string;
  stop: string;
  again: string;
  failed: string;
  progress: string;
  sum: string;
  sum_wrong: string;
  units: string[];
}

const words = JSON.parse(document.getElementById("sending-words")?.textContent || "{}") as Words;

function filled(text: string, values: Record<string, string>): string {
  return text.replace(/%\((\w+)\)s/g, (_whole, name: string) => values[name] ?? "");
}

function size(octets: number): string {
  let value = octets;
  let unit = 0;
  for (; value >= 1000 && unit < words.units.length - 1; unit++) value /= 1000;
  const digits = unit && value < 9.95 ? 1 : 0;
  return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits })}\u00a0${words.units[unit]}`;
}

/** One file of the list: its name, how far it is, and a button to stop it or to try it again. */
class Line {
  readonly element = document.createElement("li");
  private readonly bar = document.createElement("progress");
  private readonly state = document.createElement("span");
  private readonly name = document.createElement("span");
  private readonly button = document.createElement("button");
  private stopping = new AbortController();
  wrong = false;
  sent: Sent | null = null;

  constructor(
    readonly file: File,
    private readonly how: Sending,
    private readonly anew: (line: Line) => void,
  ) {
    this.element.className = "uploads-line";
    this.name.className = "uploads-name";
    this.name.textContent = file.name;
    this.state.className = "uploads-state";
    this.state.textContent = words.waits;
    this.bar.max = file.size || 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", filled(words.progress, { name: file.name }));
    this.button.type = "button";
    this.button.className = "button button-quiet";
    this.button.textContent = "×";
    this.button.setAttribute("aria-label", filled(words.stop, { name: file.name }));
    this.button.addEventListener("click", () => (this.wrong ? this.anew(this) : this.stopping.abort()));
    this.element.append(this.name, this.bar, this.state, this.button);
  }

  async run(): Promise<void> {
    this.wrong = false;
    try {
      this.sent = await send(this.file, { ...this.how, signal: this.stopping.signal, progress: this.at, line: this.line });
      this.end(words.done, "is-done");
      this.button.remove();
      const link = document.createElement("a");
      link.href = this.sent.page;
      link.textContent = this.sent.name;
      this.name.replaceChildren(link);
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.wrong = true;
    if (error instanceof Refused) {
      this.end(filled(words.refused, { why: error.message }), "is-wrong");
      this.button.remove();
      return;
    }
    if (this.stopping.signal.aborted) void drop(this.file, this.how);
    this.end(this.stopping.signal.aborted ? words.stopped : words.failed, "is-wrong");
    this.stopping = new AbortController();
    this.button.textContent = words.again;
    this.button.removeAttribute("aria-label");
  }

  private readonly at = (octets: number): void => {
    this.bar.value = octets;
    this.state.textContent = filled(words.sending, { done: size(octets), size: size(this.file.size) });
  };

  private readonly line = (isThere: boolean): void => {
    this.element.classList.toggle("is-cut", !isThere);
    if (!isThere) this.state.textContent = words.cut;
  };

  private end(text: string, css: string): void {
    this.element.classList.remove("is-cut", "is-done", "is-wrong");
    this.element.classList.add(css);
    this.bar.hidden = css === "is-wrong";
    this.state.textContent = text;
  }
}

class Uploads {
  private readonly input: HTMLInputElement | null;
  private readonly list: HTMLElement | null;
  private readonly told: HTMLElement | null;
  private readonly lines: Line[] = [];
  private readonly waiting: Line[] = [];
  private running = 0;

  constructor(private readonly form: HTMLFormElement) {
    this.input = form.querySelector<HTMLInputElement>("input[type=file]");
    this.list = form.querySelector<HTMLElement>("[data-list]");
    this.told = form.querySelector<HTMLElement>("[data-told]");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.take([...(this.input?.files ?? [])]);
    });
    this.input?.addEventListener("change", () => {
      if ("atOnce" in form.dataset) this.take([...(this.input?.files ?? [])]);
    });
    if ("atOnce" in form.dataset) form.querySelector<HTMLElement>(".form-buttons")?.remove();
    this.watch(form.querySelector<HTMLElement>("[data-drop]"));
    addEventListener("beforeunload", (event) => {
      if (this.running) event.preventDefault();
    });
  }

  private watch(zone: HTMLElement | null): void {
    if (!zone) return;
    zone.querySelector("[data-drop-word]")?.removeAttribute("hidden");
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("is-dropping");
    };
    zone.addEventListener("dragenter", over);
    zone.addEventListener("dragover", over);
    zone.addEventListener("dragleave", () => zone.classList.remove("is-dropping"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("is-dropping");
      const given = [...(event.dataTransfer?.files ?? [])];
      this.take(this.input?.multiple ? given : given.slice(0, 1));
    });
  }

  private take(files: File[]): void {
    for (const file of files) {
      const line = new Line(file, this.how(), (again) => this.queue(again));
      this.lines.push(line);
      this.list?.append(line.element);
      this.queue(line);
    }
    if (this.input) this.input.value = "";
  }

  private how(): Sending {
    const fields: Record<string, string> = {};
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string") fields[name] = value;
    const { csrf_token: token = "", ...others } = fields;
    if (this.form.dataset.replaces) others.replaces = this.form.dataset.replaces;
    return { token, address: this.form.dataset.uploads ?? "", fields: others };
  }

  private queue(line: Line): void {
    this.waiting.push(line);
    this.go();
  }

  private go(): void {
    while (this.running < AT_A_TIME) {
      const line = this.waiting.shift();
      if (!line) break;
      this.running += 1;
      void line.run().then(() => {
        this.running -= 1;
        this.go();
        this.tell();
      });
    }
  }

  private tell(): void {
    const done = this.lines.filter((line) => line.sent).length;
    const wrong = this.lines.filter((line) => line.wrong).length;
    const values = { done: String(done), all: String(this.lines.length), wrong: String(wrong) };
    if (this.told) this.told.textContent = filled(wrong ? words.sum_wrong : words.sum, values);
    const only = this.lines.length === 1 ? this.lines[0]?.sent : null;
    if (only && !("atOnce" in this.form.dataset)) location.assign(only.page);
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-uploads]")) new Uploads(form);
