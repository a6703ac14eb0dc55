// What is under a map: the images of a deployment, else what needs no network, the outlines of the departments, drawn by the browser.
import { geoJSON, type GeoJSON, type Map as LeafletMap, svg, tileLayer } from "leaflet";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

/** Beyond it the outlines say nothing more of where one is. */
const CLOSEST = 13;

/** How close one may look at the map of a box. */
export function closestOf(box: HTMLElement): number {
  return box.dataset.tiles ? Number(box.dataset.maxZoom) : CLOSEST;
}

/** Lay what is under the map of a box. */
export async function layBase(map: LeafletMap, box: HTMLElement): Promise<void> {
  const { tiles } = box.dataset;
  if (tiles) tileLayer(tiles, { maxZoom: closestOf(box) }).addTo(map);
  else (await outlines()).addTo(map);
}

async function outlines(): Promise<GeoJSON> {
  const topology = (await import("./departments.json")).default as unknown as Topology<{ departments: GeometryCollection }>;
  return geoJSON(feature(topology, topology.objects.departments), {
    interactive: false,
    style: { className: "map-outline" },
    // Drawn well around what is seen, so that a small move shows no edge; under all else, even when it comes last.
    ...{ renderer: svg({ padding: 1, pane: "tilePane" }) },
  });
}
