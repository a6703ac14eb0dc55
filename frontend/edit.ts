// The edit page: everything here improves a form that works without it.
import { offerCategories } from "./editor/categories.ts";
import { DescribeDialog } from "./editor/describe.ts";
import { Drafts } from "./editor/drafts.ts";
import { type Field, TextareaField } from "./editor/field.ts";
import { LinkDialog } from "./editor/links.ts";
import { pasteClean } from "./editor/paste.ts";
import { Preview } from "./editor/preview.ts";
import { SourceDialog } from "./editor/sources.ts";
import { Toolbar } from "./editor/toolbar.ts";
import { Uploads } from "./editor/upload.ts";
import { say, word } from "./editor/words.ts";

const PLAIN = "wiki:plain-editor";

async function start(form: HTMLFormElement): Promise<void> {
  const area = form.querySelector<HTMLTextAreaElement>("textarea[data-written]");
  if (!area) return;
  document.body.classList.add("focus");
  const slot = form.querySelector<HTMLElement>("[data-live]");
  // A text that comes back unsaved is one's own: it is not the one that is shared.
  const live = slot && !("unsaved" in form.dataset) ? await import("./live/live.ts").catch(() => null) : null;
  const taken = slot && live ? await live.takeUp(slot) : null;
  const plain = (): Field => (live ? new live.LiveTextarea(area) : new TextareaField(area));
  const holder: { field: Field } = { field: plain() };
  const current = (): Field => holder.field;
  const drafts = new Drafts(form, current);
  const preview = new Preview(form, current);
  const links = new LinkDialog(form, current);
  const uploads = new Uploads(form, current, new DescribeDialog());
  const sources = new SourceDialog(current);
  const toolbar = new Toolbar(form, current, {
    link: () => links.open(),
    source: () => sources.open(),
    upload: () => uploads.choose(),
    find: () => void find(),
  });
  const switcher = form.querySelector<HTMLButtonElement>("[data-rich]");
  const changed = (): void => {
    drafts.changed();
    preview.changed();
  };
  holder.field.onChange(changed);
  keys(form, toolbar, preview);
  const session = slot && live?.start(form, slot, holder.field, taken);
  if (session) drafts.leaveTo(session);

  function show(field: Field): void {
    const before = holder.field;
    const isWriting = before.element.contains(document.activeElement);
    holder.field = field;
    before.close();
    field.onChange(changed);
    if (isWriting) field.focus();
    if (live && session) session.attach(live.asLive(field));
  }

  async function rich(): Promise<void> {
    const { LiveCodeMirror } = await import("./live/rich.ts");
    show(new LiveCodeMirror(area as HTMLTextAreaElement, form.dataset));
    uploads.watch();
    switcher?.setAttribute("aria-pressed", "true");
  }

  async function change(): Promise<void> {
    if (holder.field instanceof TextareaField) {
      localStorage.removeItem(PLAIN);
      await rich();
    } else {
      localStorage.setItem(PLAIN, "1");
      show(plain());
      switcher?.setAttribute("aria-pressed", "false");
    }
    holder.field.focus();
  }

  /** Only the rich field replaces: it is opened for it. */
  async function find(): Promise<void> {
    if (!holder.field.find) await change();
    holder.field.find?.();
  }

  uploads.watch();
  pasteClean(form, current);
  offerCategories(form);
  if (switcher) {
    switcher.hidden = false;
    switcher.addEventListener("click", () => void change());
  }
  const desk = matchMedia("(min-width: 64rem) and (pointer: fine)").matches;
  // A poor line gets the plain field: it does everything already.
  if (desk && !localStorage.getItem(PLAIN)) await rich().catch(() => say(word("plain")));
}

function keys(form: HTMLFormElement, toolbar: Toolbar, preview: Preview): void {
  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === "s" || key === "enter") {
      event.preventDefault();
      form.querySelector<HTMLButtonElement>("[data-save]")?.click();
    } else if (event.altKey && key === "p") {
      event.preventDefault();
      preview.toggle();
    } else if (!event.altKey && toolbar.shortcut(key, event.shiftKey)) {
      event.preventDefault();
    }
  }, true);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-editor]")) void start(form);
