// Browsers that write together over a bad line, without the browsers: node CLIENTS.mjs SEED RUNS.
// Asks the authority (tests/ot/test_clients.py) on its output, and reads the answers on its input.
import { createInterface } from "node:readline";
import { history, redo, undo } from "@codemirror/commands";
import { ChangeSet as OfCodeMirror, EditorState, Transaction, type TransactionSpec } from "@codemirror/state";
import { ChangeSet } from "../../frontend/live/changes.ts";
import { Core, type Push, type Written } from "../../frontend/live/core.ts";
import { Undo } from "../../frontend/live/undo.ts";

interface Answer {
  readonly error?: string;
  readonly text: string;
  readonly updates: Written[];
}

const PIECES = ["a", "é", "tiers-lieu ", "😀", "\n", "## Charte\n", "x", "字", "👩‍👩‍👧", ""];
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let seed = Number(process.argv[2]) || 1;
let names = 0;
const counts = { pushes: 0, again: 0, lost: 0, late: 0, undone: 0, restored: 0, diverged: 0 };

function below(limit: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * limit);
}

async function ask(question: object): Promise<Answer> {
  process.stdout.write(`${JSON.stringify(question)}\n`);
  const answer: Answer = JSON.parse((await answers.next()).value ?? "");
  if (answer.error) throw new Error(answer.error);
  return answer;
}

function whole(text: string, at: number): number {
  const unit = at > 0 && at < text.length ? text.charCodeAt(at) : 0;
  return unit >= 0xdc00 && unit < 0xe000 ? at - 1 : at;
}

/** A field: the rich one's own state and history, or the plain one's. */
abstract class Writer {
  constructor(public core: Core) {}
  abstract get text(): string;
  abstract type(changes: ChangeSet): void;
  abstract hear(changes: ChangeSet): void;
  abstract back(isUndo: boolean): void;

  /** By who has its name, or by who cannot be sure of that and takes another one. */
  restored(): void {
    const name = below(2) ? this.core.client : `n${++names}`;
    this.core = Core.of(JSON.parse(JSON.stringify(this.core.copy())), name);
    if (this.core.text !== this.text) throw new Error("the copy is another text");
  }
}

class Rich extends Writer {
  private state = EditorState.create({ extensions: [history()] });
  get text(): string {
    return this.state.doc.toString();
  }
  private take(transaction: Transaction): void {
    this.state = transaction.state;
    this.core.local(ChangeSet.fromJSON(transaction.changes.toJSON()));
  }
  type(changes: ChangeSet): void {
    this.take(this.state.update({ changes: OfCodeMirror.fromJSON(changes.toJSON()) }));
  }
  hear(changes: ChangeSet): void {
    const taken = OfCodeMirror.fromJSON(changes.toJSON());
    const spec: TransactionSpec = { changes: taken, annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)] };
    this.state = this.state.update(spec).state;
  }
  back(isUndo: boolean): void {
    (isUndo ? undo : redo)({ state: this.state, dispatch: (transaction) => this.take(transaction) });
  }
}

class Plain extends Writer {
  text = "";
  private steps = new Undo(() => below(2_000));
  type(changes: ChangeSet): void {
    this.steps.typed(changes, this.text);
    this.text = changes.apply(this.text);
    this.core.local(changes);
  }
  hear(changes: ChangeSet): void {
    this.steps.remote(changes);
    this.text = changes.apply(this.text);
  }
  back(isUndo: boolean): void {
    const changes = this.steps.take(isUndo, this.text);
    if (!changes) return;
    this.text = changes.apply(this.text);
    this.core.local(changes);
  }
}

function typing(text: string): ChangeSet {
  const from = whole(text, below(text.length + 1));
  const to = below(3) ? from : Math.max(from, whole(text, Math.min(text.length, from + 1 + below(8))));
  const insert = to > from && below(2) ? "" : PIECES[below(PIECES.length)] ?? "";
  const first = { from, to, insert };
  const other = whole(text, below(text.length + 1));
  return ChangeSet.of(below(6) || other <= to ? [first] : [first, { from: other, insert: "Z" }], text.length);
}

async function receive(writer: Writer, partly: boolean): Promise<void> {
  const { updates } = await ask({ ask: "updates", version: writer.core.version });
  for (const update of partly ? updates.slice(0, below(updates.length + 1)) : updates) {
    const changes = writer.core.remote(update);
    if (changes) writer.hear(changes);
  }
}

async function step(writer: Writer, wire: Push[]): Promise<void> {
  const chance = below(100);
  if (chance < 45) writer.type(typing(writer.text));
  else if (chance < 52) {
    counts.undone++;
    writer.back(below(10) < 7);
  } else if (chance < 54) {
    counts.restored++;
    writer.restored();
  } else if (chance < 76) {
    const fresh = writer.core.push();
    const push = fresh ?? (below(3) ? null : writer.core.again());
    if (!push) return;
    fresh ? counts.pushes++ : counts.again++;
    const fate = below(20);
    if (fate < 3) counts.lost++;
    else if (fate < 6) wire.push(push);
    else await ask({ ask: "push", ...push });
  } else if (chance < 80 && wire.length) {
    counts.late++;
    await ask({ ask: "push", ...wire.splice(below(wire.length), 1)[0] });
  } else await receive(writer, below(2) > 0);
}

async function settle(writers: Writer[], wire: Push[]): Promise<void> {
  while (wire.length) await ask({ ask: "push", ...wire.pop() });
  while (writers.some((writer) => !writer.core.settled)) {
    for (const writer of writers) {
      const push = writer.core.push() ?? writer.core.again();
      if (push) await ask({ ask: "push", ...push });
      await receive(writer, false);
    }
  }
  for (const writer of writers) await receive(writer, false);
}

async function run(number: number): Promise<void> {
  await ask({ ask: "new" });
  const writers: Writer[] = [];
  for (let at = 0; at < 2 + below(4); at++) {
    const core = new Core(`c${at}`, 0, "");
    writers.push(at % 2 ? new Plain(core) : new Rich(core));
  }
  const wire: Push[] = [];
  for (let left = 60 + below(120); left > 0; left--) await step(writers[below(writers.length)] as Writer, wire);
  await settle(writers, wire);
  const { text } = await ask({ ask: "text" });
  const same = writers.every(({ core, text: own }) => own === text && core.confirmed === text);
  if (!same) {
    counts.diverged++;
    process.stderr.write(`run ${number} of seed ${process.argv[2]} diverged\n`);
  }
}

for (let number = 0; number < (Number(process.argv[3]) || 100); number++) await run(number);
process.stdout.write(`${JSON.stringify({ ask: "end", counts })}\n`);
process.stdin.destroy();
