// What scripts weigh in brotli with all that they import at once: node loaded.mjs NAME…
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const folder = "static/dist";
const names = JSON.parse(readFileSync(`${folder}/manifest.json`, "utf8"));
const weights = new Map();

function load(file) {
  if (weights.has(file)) return;
  const script = readFileSync(`${folder}/${file}`, "utf8");
  weights.set(file, brotliCompressSync(script).length);
  for (const [, other] of script.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) load(other);
}

for (const name of process.argv.slice(2)) load(names[name].replace("dist/", ""));
process.stdout.write(String([...weights.values()].reduce((sum, weight) => sum + weight, 0)));
