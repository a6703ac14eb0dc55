// What writing together asks of a field, besides what commands do: to tell what is typed, to take in
// what others write, to show where they are.
import type { Field } from "../editor/field.ts";
import { ChangeSet } from "./changes.ts";

export interface Caret {
  readonly peer: string;
  readonly name: string;
  /** One of the classes `c0` to `c7`. */
  readonly colour: string;
  readonly anchor: number;
  readonly head: number;
}

export interface Heard {
  local(changes: ChangeSet): void;
  caret(): void;
  /** A word that was being composed is there: what waited may come in. */
  rest(): void;
}

export interface LiveField extends Field {
  /** A composed word is being typed (an accent, an ideogram, a phone's keyboard): nothing may move. */
  readonly composing: boolean;
  listen(heard: Heard): void;
  /** Where one's own selection begins and where its caret is. */
  caret(): [anchor: number, head: number];
  /** Somebody else changed the text. */
  receive(changes: ChangeSet): void;
  /** Another text, that « undo » does not know. */
  reset(text: string): void;
  lock(locked: boolean): void;
  carets(all: readonly Caret[]): void;
  reveal(at: number): void;
}

/** Databases and UTF-8 take neither of them. */
export function clean(typed: string): string {
  return typed.replace(/[\0\p{Surrogate}]/gu, "");
}

/**
 * What makes `after` of `before`: one stretch replaced, or two places where something was put. `caret`
 * tells which « a » of « aaa » was typed.
 */
export function difference(before: string, after: string, caret = after.length): ChangeSet {
  const room = Math.min(before.length, after.length);
  let tail = 0;
  while (tail < Math.min(room, after.length - caret) && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  let head = 0;
  while (head < room - tail && before[head] === after[head]) head++;
  while (tail < room - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (cuts(before, head) || cuts(after, head)) head--;
  if (tail && (cuts(before, before.length - tail) || cuts(after, after.length - tail))) tail--;
  const [former, latter] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const end = head + former.length;
  const at = former ? latter.indexOf(former) : -1;
  const spec =
    at < 0
      ? [{ from: head, to: end, insert: latter }]
      : [
          { from: head, insert: latter.slice(0, at) },
          { from: end, insert: latter.slice(at + former.length) },
        ];
  return ChangeSet.of(spec, before.length);
}

/** Whether a place parts the two halves of a character. */
function cuts(text: string, at: number): boolean {
  const unit = at > 0 && at < text.length ? text.charCodeAt(at) : 0;
  return unit >= 0xdc00 && unit < 0xe000;
}
