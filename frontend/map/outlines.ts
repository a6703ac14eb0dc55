// The map that needs no network: the outlines of the departments, drawn by the browser.
import { geoJSON, type GeoJSON, svg } from "leaflet";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

/** Beyond it the outlines say nothing more of where one is. */
export const CLOSEST = 13;

export async function outlines(): Promise<GeoJSON> {
  const topology = (await import("./departments.json")).default as unknown as Topology<{ departments: GeometryCollection }>;
  return geoJSON(feature(topology, topology.objects.departments), {
    interactive: false,
    style: { className: "map-outline" },
    // Drawn well around what is seen, so that a small move shows no edge.
    ...{ renderer: svg({ padding: 1 }) },
  });
}
