// The change sets that browsers run, judged on cases read from the input: what CodeMirror said of each.
import { readFileSync } from "node:fs";
import { ChangeSet } from "../../frontend/live/changes.ts";

let judged = 0;
for (const line of readFileSync(0, "utf8").trim().split("\n")) {
  const [length, ...written] = JSON.parse(line);
  const [a, b, c] = written.slice(0, 3).map((json: unknown) => ChangeSet.fromJSON(json)) as [ChangeSet, ChangeSet, ChangeSet];
  const said = [a, b, c, a.map(b), a.map(b, true), a.compose(c)];
  const text = String.fromCharCode(...Array.from({ length }, (_zero, at) => 0xe000 + at));
  const same = JSON.stringify(said) === JSON.stringify(written);
  const isUndone = a.invert(text).apply(a.apply(text)) === text;
  if (!same || !isUndone || a.compose(c).apply(text) !== c.apply(a.apply(text))) throw new Error(line);
  judged++;
}
process.stdout.write(String(judged));
