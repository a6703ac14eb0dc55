// The map of a list of places. Without this script the list beside it says the same.
import { PlacesMap } from "./map/places_map.ts";

for (const box of document.querySelectorAll<HTMLElement>("[data-map]")) void new PlacesMap(box).start();
