// Cases judged by CodeMirror itself: node tests/ot/oracle.mjs SEED COUNT
// One a line: [length, a, b, c, a over b, a over b with "before", a then c].
import { ChangeSet, Text } from "@codemirror/state";

const PIECES = ["a", "é", "tiers-lieu ", "😀", "\n", "## Charte\n", "x", "字", "b\nc", "👩‍👩‍👧", "\n\n"];
let seed = Number(process.argv[2]) || 1;

function below(limit) {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * limit);
}

/** The place itself, or the one before when it parts the halves of a character. */
function whole(text, at) {
  const unit = at > 0 && at < text.length ? text.sliceString(at, at + 1).charCodeAt(0) : 0;
  return unit >= 0xdc00 && unit < 0xe000 ? at - 1 : at;
}

function changes(text) {
  const { length } = text;
  const made = [];
  let at = 0;
  for (let left = 1 + below(5); left > 0; left--) {
    const from = whole(text, Math.min(length, at + below(6)));
    const to = Math.max(from, whole(text, Math.min(length, from + (below(2) ? 0 : below(8)))));
    const insert = below(5) < 3 ? PIECES[below(PIECES.length)] : "";
    if (from < to || insert) made.push({ from, to, insert: Text.of(insert.split("\n")) });
    at = to + (below(10) < 7 ? 1 : 0);
  }
  return ChangeSet.of(made, length);
}

const lines = [];
for (let left = Number(process.argv[3]) || 300; left > 0; left--) {
  const length = below(30);
  const text = Text.of(["é".repeat(length)]);
  const a = changes(text);
  const b = changes(text);
  const c = changes(a.apply(text));
  lines.push(JSON.stringify([length, a, b, c, a.map(b), a.map(b, true), a.compose(c)]));
}
process.stdout.write(`${lines.join("\n")}\n`);
