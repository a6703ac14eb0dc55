// Builds static/dist from frontend/*.ts, static/css/*.css, the font, the icons and static/images.
// Every file has a hash of its content in its name; manifest.json gives the name for each logical one.
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");
const out = path.join(root, ".cache/dist");
const FIRST_SHEETS = ["fonts.css", "tokens.css", "base.css", "layout.css", "components.css"];
const LAST_SHEETS = ["print.css"];
const FONT = "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3";
const LOGICAL_NAMES = {
  [`${FONT}-latin-wght-normal.woff2`]: "font.woff2",
  [`${FONT}-latin-wght-italic.woff2`]: "font-italic.woff2",
  [`${FONT}-latin-ext-wght-normal.woff2`]: "font-ext.woff2",
  [`${FONT}-latin-ext-wght-italic.woff2`]: "font-ext-italic.woff2",
};
const OPTIONS = {
  absWorkingDir: root,
  outdir: out,
  bundle: true,
  minify: true,
  metafile: true,
  target: ["es2022", "safari16"],
  legalComments: "linked",
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  logLevel: "warning",
};

const manifest = {};
const packages = new Set();

function name(logical, file) {
  if (manifest[logical]) throw new Error(`deux fichiers se nomment ${logical}`);
  manifest[logical] = `dist/${file}`;
}

async function put(logical, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const { name: stem, ext } = path.parse(logical);
  await writeFile(path.join(out, `${stem}-${hash}${ext}`), content);
  name(logical, `${stem}-${hash}${ext}`);
}

function collect({ outputs, inputs }) {
  for (const input of Object.keys(inputs)) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) packages.add(found[1]);
  }
  for (const [file, output] of Object.entries(outputs)) {
    const short = path.basename(file);
    const [only, ...others] = Object.keys(output.inputs);
    if (output.entryPoint?.endsWith(".ts")) {
      name(`${path.parse(output.entryPoint).name}.js`, short);
      if (output.cssBundle) name(`${path.parse(output.entryPoint).name}.css`, path.basename(output.cssBundle));
    } else if (output.entryPoint) {
      name(path.basename(output.entryPoint), short);
    } else if (only && !others.length && !/\.(js|css)$/.test(short)) {
      name(LOGICAL_NAMES[only] ?? path.basename(only), short);
    }
  }
}

async function scripts() {
  const entryPoints = readdirSync(path.join(root, "frontend"))
    .filter((file) => /^[\w-]+\.ts$/.test(file))
    .map((file) => `frontend/${file}`);
  if (entryPoints.length) collect((await build({ ...OPTIONS, entryPoints, format: "esm", splitting: true })).metafile);
}

function sheetOrder() {
  const all = readdirSync(path.join(root, "static/css")).filter((file) => file.endsWith(".css")).sort();
  const placed = new Set([...FIRST_SHEETS, ...LAST_SHEETS]);
  return [
    ...FIRST_SHEETS.filter((file) => all.includes(file)),
    ...all.filter((file) => !placed.has(file)),
    ...LAST_SHEETS.filter((file) => all.includes(file)),
  ];
}

const oneSheet = {
  name: "one-sheet",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^wiki\.css$/ }, () => ({ path: "wiki.css", namespace: "one-sheet" }));
    onLoad({ filter: /.*/, namespace: "one-sheet" }, () => ({
      contents: sheetOrder().map((file) => `@import "./${file}";`).join("\n"),
      loader: "css",
      resolveDir: path.join(root, "static/css"),
    }));
  },
};

async function styles() {
  const { metafile } = await build({ ...OPTIONS, entryPoints: ["wiki.css"], plugins: [oneSheet] });
  for (const output of Object.values(metafile.outputs)) output.entryPoint &&= "wiki.css";
  collect(metafile);
}

// Sheets of screens that few readers see, each under its own name.
async function sheetsApart() {
  const folder = path.join(root, "static/css/apart");
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith(".css"))) {
    const { metafile } = await build({ ...OPTIONS, entryPoints: [`static/css/apart/${file}`] });
    for (const output of Object.values(metafile.outputs)) output.entryPoint &&= file;
    collect(metafile);
  }
}

// One symbol per line of icons.txt: "name", or "name = the icon's own name".
async function icons() {
  const lines = (await readFile(path.join(root, "frontend/icons.txt"), "utf8")).split("\n");
  const symbols = [];
  for (const line of lines.map((text) => text.replace(/#.*/, "").trim()).filter(Boolean)) {
    const [id, own = id] = line.split("=").map((part) => part.trim());
    const svg = await readFile(path.join(root, `node_modules/lucide-static/icons/${own}.svg`), "utf8");
    const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "").replace(/\s*\n\s*/g, "");
    symbols.push(`<symbol id="${id}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`);
  }
  await put("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
  packages.add("lucide-static");
}

async function images() {
  const folder = path.join(root, "static/images");
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder).sort()) await put(file, await readFile(path.join(folder, file)));
}

async function licences() {
  const texts = [];
  for (const module of [...packages].sort()) {
    const folder = path.join(root, "node_modules", module);
    const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${module} n'a pas de texte de licence`);
    texts.push(`${module} ${version} (${license})\n\n${(await readFile(path.join(folder, file), "utf8")).trim()}\n`);
  }
  await writeFile(path.join(out, "licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
}

// Beside each text, the same one compressed: the server sends it as it is (wiki/web/static.py).
async function compressed() {
  for (const file of readdirSync(out).filter((entry) => /\.(css|js|svg)$/.test(entry))) {
    await writeFile(path.join(out, `${file}.gz`), gzipSync(await readFile(path.join(out, file)), { level: 9 }));
  }
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await scripts();
await styles();
await sheetsApart();
await icons();
await images();
await licences();
await compressed();
const sorted = Object.fromEntries(Object.entries(manifest).sort());
await writeFile(path.join(out, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
// A reader who asks during the build finds the former files, or the new ones.
const dist = path.join(root, "static/dist");
await rm(`${out}-old`, { recursive: true, force: true });
if (existsSync(dist)) await rename(dist, `${out}-old`);
await rename(out, dist);
await rm(`${out}-old`, { recursive: true, force: true });
console.log(`static/dist : ${Object.keys(manifest).length} fichiers nommés`);
