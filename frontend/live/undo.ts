// « Undo » for a plain field that several write in: only one's own changes are undone, wherever the
// others have moved them since. (The browser's own would put back a text without what others wrote.)
import type { ChangeSet } from "./changes.ts";

const STEPS = 200;
/** Typing goes on as one step for so long, in milliseconds. */
const PAUSE = 700;

export class Undo {
  /** Each applies to the text as the one after it leaves it; the last, to the text as it is. */
  private done: ChangeSet[] = [];
  private undone: ChangeSet[] = [];
  private last = { at: -1, time: 0 };

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** One typed `changes` in `before`. */
  typed(changes: ChangeSet, before: string): void {
    const back = changes.invert(before);
    const [from, to, end] = extent(changes);
    const goesOn = this.now() - this.last.time < PAUSE && (from === this.last.at || to === this.last.at);
    const former = goesOn ? this.done.pop() : undefined;
    this.done.push(former ? back.compose(former) : back);
    if (this.done.length > STEPS) this.done.shift();
    this.undone = [];
    this.last = { at: end, time: this.now() };
  }

  /** Somebody else changed the text. */
  remote(changes: ChangeSet): void {
    this.done = moved(this.done, changes);
    this.undone = moved(this.undone, changes);
    this.last.at = changes.mapPos(this.last.at < 0 ? 0 : Math.min(this.last.at, changes.length));
  }

  /** What to do now to undo, or to do again what was undone; null when there is nothing. */
  take(back: boolean, text: string): ChangeSet | null {
    const changes = (back ? this.done : this.undone).pop();
    if (!changes) return null;
    (back ? this.undone : this.done).push(changes.invert(text));
    this.last = { at: -1, time: 0 };
    return changes;
  }
}

function moved(steps: ChangeSet[], changes: ChangeSet): ChangeSet[] {
  const kept: ChangeSet[] = [];
  let over = changes;
  for (const step of steps.toReversed()) {
    const mapped = step.map(over);
    over = over.map(step, true);
    if (!mapped.empty) kept.push(mapped);
  }
  return kept.reverse();
}

/** Where a change begins and ends in the former text, and ends in the new one. */
function extent(changes: ChangeSet): [number, number, number] {
  const places = changes.places();
  return [places[0]?.from ?? -1, places.at(-1)?.to ?? -1, places.at(-1)?.end ?? -1];
}
