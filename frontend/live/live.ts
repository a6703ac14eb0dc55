// Opens the shared text of an edit page: what is loaded only where several may write.
import type { Field } from "../editor/field.ts";
import { say, word } from "../editor/words.ts";
import { Copies, type Taken } from "./copies.ts";
import type { LiveField } from "./field.ts";
import { Panel } from "./panel.ts";
import { Session } from "./session.ts";

export { LiveTextarea } from "./plain.ts";

/** Milliseconds: how long « Enregistrer » waits for the server to have what was typed, and a page to come. */
const WAIT = 6_000;
const GONE = 10_000;

export function asLive(field: Field): LiveField {
  return field as LiveField;
}

function copiesOf({ dataset }: HTMLElement): Copies {
  return new Copies(dataset.live ?? "", dataset.who ?? "");
}

/** What this browser kept for this person; to be asked before anything may be typed in a field. */
export function takeUp(slot: HTMLElement): Promise<Taken | null> {
  return copiesOf(slot).take();
}

export function start(form: HTMLFormElement, slot: HTMLElement, field: Field, taken: Taken | null): Session {
  const base = form.querySelector<HTMLInputElement>("[name=base]");
  const session = new Session(copiesOf(slot), asLive(field), new Panel(slot), Number(base?.value), taken);
  let passes = false;
  form.addEventListener(
    "submit",
    (event) => {
      if (passes || !session.started) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void send(event.submitter);
    },
    { capture: true },
  );

  /** The text that goes is the one the server has at this version: it is named, not read again. */
  async function send(submitter: HTMLElement | null): Promise<void> {
    say(word("live:saving"));
    session.freeze(true, true);
    const isSettled = await session.settled(WAIT).then(() => true, () => false);
    // A form that is being submitted ignores that it is asked again: its event must have ended.
    await new Promise((resolve) => setTimeout(resolve));
    session.freeze(true);
    const shared = form.querySelector<HTMLInputElement>("[name=shared]");
    if (shared) shared.value = isSettled ? `${session.epoch}:${session.core.version}` : "";
    if (base) base.value = String(session.base);
    if (!isSettled) session.leaveToForm();
    passes = true;
    form.requestSubmit(submitter);
    passes = false;
    setTimeout(() => session.freeze(false), GONE);
  }

  session.open();
  return session;
}
