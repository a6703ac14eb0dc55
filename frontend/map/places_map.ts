// Thousands of places on a map: those that are near one another are one button until one looks closer.
import {
  circle,
  circleMarker,
  control,
  type LatLng,
  latLng,
  latLngBounds,
  type LatLngBounds,
  type LeafletEvent,
  Map as LeafletMap,
  type Marker,
} from "leaflet";
import Supercluster, { type ClusterFeature, type PointFeature } from "supercluster";
import { listCard, openCard, placeCard } from "./cards.ts";
import { groupMarker, inOrder, placeMarker } from "./markers.ts";
import { closestOf, layBase } from "./outlines.ts";
import { describe, type Feature, isApproximate, isOpen, type Place, placesOf, spotsOf, type Words, wordsOf } from "./place.ts";

type Found = ClusterFeature<Place> | PointFeature<Place>;

/** Pixels between two signs, so that a finger tells one from the other. */
const APART = 72;
/** Places that one card lists. */
const LISTED = 30;
/** Places that have circles around them, at most. */
const CIRCLED = 300;
const WHERE = /^#(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}\.\d+)\/(-?\d{1,3}\.\d+)$/;

export class PlacesMap {
  private readonly words: Words;
  private readonly said: HTMLElement | null;
  private readonly canvas: HTMLElement;
  private readonly closest: number;
  private readonly index: Supercluster<Place>;
  private readonly shown = new Map<string, Marker>();
  /** Where the focus is to go once the group that had it has opened. */
  private wanted: LatLng | null = null;

  constructor(private readonly box: HTMLElement) {
    this.words = wordsOf(box);
    this.said = box.querySelector("[data-said]");
    this.canvas = box.querySelector<HTMLElement>("[data-canvas]") ?? box;
    this.closest = closestOf(box);
    this.index = new Supercluster<Place>({ radius: APART, extent: 256, maxZoom: this.closest });
  }

  async start(): Promise<void> {
    this.box.hidden = false;
    const map = this.made();
    const [mainland] = this.words.views;
    if (mainland) map.fitBounds(mainland.bounds, { animate: false });
    const base = layBase(map, this.box);
    try {
      const places = await placesOf(this.box);
      this.index.load(places);
      this.circle(map, places);
      for (const [lat, lon, kind] of spotsOf(this.box)) circleMarker([lat, lon], { radius: 4, className: `map-spot map-spot-${kind}`, interactive: false }).addTo(map);
      this.look(map, places);
    } catch {
      this.box.classList.add("map-failed");
      this.say(this.words.failed);
      return;
    }
    this.draw(map);
    map.on("moveend", () => this.draw(map));
    await base;
    // Only what a person moves is worth an address, and a sentence.
    map.on("moveend", () => this.tell(map));
    this.box.dataset.drawn = "";
  }

  private made(): LeafletMap {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = new LeafletMap(this.canvas, {
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: false,
      minZoom: 2,
      // Images are sharp at whole steps; outlines at any.
      zoomSnap: this.box.dataset.tiles ? 1 : 0.25,
      maxZoom: this.closest,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      inertia: !still,
    });
    control.zoom({ zoomInTitle: this.words.zoom_in, zoomOutTitle: this.words.zoom_out }).addTo(map);
    // The wheel scrolls the page until one works in the map.
    map.on("focus click dragend", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    return map;
  }

  /** Circles of some kilometres around each place, when they are few enough to be told apart. */
  private circle(map: LeafletMap, places: Feature[]): void {
    const all = (this.box.dataset.circles ?? "").split(" ").map(Number).filter(Boolean);
    if (places.length > CIRCLED) return;
    for (const { geometry } of places) {
      if (geometry.type !== "Point") continue;
      const [lon = 0, lat = 0] = geometry.coordinates;
      for (const km of all) circle([lat, lon], { radius: 1_000 * km, className: "map-circle", interactive: false }).addTo(map);
    }
  }

  /** Show what the address says, else the places: those of the mainland if there are any. */
  private look(map: LeafletMap, places: Feature[]): void {
    const all = [
      ...places.flatMap(({ geometry }) => (geometry.type === "Point" ? [latLng(geometry.coordinates[1] ?? 0, geometry.coordinates[0] ?? 0)] : [])),
      ...spotsOf(this.box).map(([lat, lon]) => latLng(lat, lon)),
    ];
    const views = this.words.views
      .map(({ label, bounds }) => ({ label, bounds: latLngBounds(bounds) }))
      .filter(({ bounds }) => all.some((position) => bounds.contains(position)));
    if (views.length > 1) this.offerViews(map, views);
    const [, zoom, lat, lon] = WHERE.exec(location.hash) ?? [];
    if (zoom && lat && lon) {
      map.setView([Number(lat), Number(lon)], Number(zoom));
      return;
    }
    if (!all.length) return;
    const [first] = views;
    const near = first ? all.filter((position) => first.bounds.contains(position)) : all;
    const maxZoom = this.box.dataset.tiles ? 13 : 9; // outlines alone say nothing from nearer
    map.fitBounds(latLngBounds(near), { padding: [24, 24], maxZoom, animate: false });
  }

  /** Buttons that go to the parts of the country where there are places. */
  private offerViews(map: LeafletMap, views: { label: string; bounds: LatLngBounds }[]): void {
    const group = this.box.querySelector<HTMLElement>("[data-views]");
    if (!group) return;
    group.hidden = false;
    for (const { label, bounds } of views) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = label;
      button.addEventListener("click", () => map.fitBounds(bounds, { animate: false }));
      group.append(button);
    }
  }

  private found(map: LeafletMap): Found[] {
    const bounds: LatLngBounds = map.getBounds();
    return this.index
      .getClusters([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()], Math.floor(map.getZoom()))
      .sort((one, other) => (other.geometry.coordinates[1] ?? 0) - (one.geometry.coordinates[1] ?? 0)) as Found[];
  }

  private draw(map: LeafletMap): void {
    const wanted = this.found(map).map((one) => [keyOf(one), one] as const);
    const keys = new Set(wanted.map(([key]) => key));
    for (const [key, marker] of this.shown) {
      if (keys.has(key)) continue;
      marker.remove();
      this.shown.delete(key);
    }
    for (const [key, one] of wanted) {
      if (!this.shown.has(key)) this.shown.set(key, this.marker(map, one).addTo(map));
    }
    inOrder(wanted.flatMap(([key]) => this.shown.get(key) ?? []));
    this.focusWanted();
  }

  private marker(map: LeafletMap, one: Found): Marker {
    const [lon = 0, lat = 0] = one.geometry.coordinates;
    const position = latLng(lat, lon);
    if (isGroup(one)) {
      const count = one.properties.point_count;
      const marker = groupMarker(position, count, this.words.group.replace("{}", count.toLocaleString(document.documentElement.lang)));
      return marker.on("click", (event) => this.openGroup(map, one, position, byKey(event)));
    }
    const place = one.properties;
    const state = isOpen(place) ? "" : "map-place-other";
    const kinds = [isApproximate(place) ? "map-place-near" : "", state, place.status_of ? "map-place-doubt" : ""].filter(Boolean);
    const marker = placeMarker(position, describe(place, this.words), kinds);
    return marker.on("click", (event) => openCard(map, position, placeCard(place, this.words), this.words, byKey(event)));
  }

  private openGroup(map: LeafletMap, group: ClusterFeature<Place>, position: LatLng, focus: boolean): void {
    const { cluster_id: id, point_count: count } = group.properties;
    const zoom = this.index.getClusterExpansionZoom(id);
    if (zoom > this.closest) {
      const places = this.index.getLeaves(id, LISTED).map((leaf) => leaf.properties);
      openCard(map, position, listCard(places, count, this.words), this.words, focus);
      return;
    }
    this.wanted = focus ? position : null;
    map.setView(position, zoom);
  }

  /** The sign nearest to where the group was takes the focus that the group had. */
  private focusWanted(): void {
    const { wanted } = this;
    if (!wanted) return;
    this.wanted = null;
    const [nearest] = [...this.shown.values()].sort((one, other) => wanted.distanceTo(one.getLatLng()) - wanted.distanceTo(other.getLatLng()));
    nearest?.getElement()?.focus({ preventScroll: true });
  }

  private tell(map: LeafletMap): void {
    const { lat, lng } = map.getCenter();
    history.replaceState(history.state, "", `#${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`);
    const count = this.found(map).reduce((sum, one) => sum + (isGroup(one) ? one.properties.point_count : 1), 0);
    this.say(this.words.shown.replace("{}", count.toLocaleString(document.documentElement.lang)));
  }

  private say(text: string): void {
    if (this.said) this.said.textContent = text;
  }
}

function isGroup(one: Found): one is ClusterFeature<Place> {
  return "cluster_id" in one.properties;
}

function keyOf(one: Found): string {
  return isGroup(one) ? `group ${one.properties.cluster_id}` : `place ${one.properties.url} ${one.geometry.coordinates}`;
}

/** A key pressed on a button is a click without a position. */
function byKey(event: LeafletEvent): boolean {
  return (event as unknown as { originalEvent?: MouseEvent }).originalEvent?.detail === 0;
}
