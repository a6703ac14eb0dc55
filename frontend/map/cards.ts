// What opens over a marker: one place, or the places that no closer look tells apart.
import { type LatLngExpression, type Map as LeafletMap, popup } from "leaflet";
import { describe, isApproximate, type Place, stateOf, type Words } from "./place.ts";

const WIDTH = 280;

function line(text: string, kind = ""): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  paragraph.className = kind;
  return paragraph;
}

function link(place: Place, text: string): HTMLAnchorElement {
  const found = document.createElement("a");
  found.href = place.url;
  found.textContent = text;
  return found;
}

export function placeCard(place: Place, words: Words): HTMLElement {
  const card = document.createElement("div");
  const title = line("", "map-card-title");
  title.append(link(place, place.name));
  card.append(title);
  const families = place.families.map((code) => words.families[code] ?? code).join(", ");
  for (const text of [place.commune, families, stateOf(place, words)]) if (text) card.append(line(text));
  if (isApproximate(place)) card.append(line(words.approximate, "map-card-note"));
  return card;
}

export function listCard(places: Place[], count: number, words: Words): HTMLElement {
  const card = document.createElement("div");
  card.append(line(words.group.replace("{}", String(count)), "map-card-title"));
  const list = document.createElement("ul");
  for (const place of places) {
    const item = document.createElement("li");
    item.append(link(place, describe(place, words)));
    list.append(item);
  }
  card.append(list);
  if (count > places.length) card.append(line(words.more.replace("{}", String(count - places.length)), "map-card-note"));
  return card;
}

/** Open a card; with `focus`, from the keyboard: the focus goes into it, and back when it closes. */
export function openCard(map: LeafletMap, position: LatLngExpression, card: HTMLElement, words: Words, focus: boolean): void {
  const from = document.activeElement as HTMLElement | null;
  const opened = popup({ maxWidth: WIDTH, minWidth: WIDTH / 2, maxHeight: WIDTH }).setLatLng(position).setContent(card).openOn(map);
  const box = opened.getElement();
  if (!box) return;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", card.querySelector(".map-card-title")?.textContent ?? "");
  box.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    map.closePopup(opened);
  });
  opened.once("remove", () => {
    const { activeElement: held } = document;
    // With the card goes its focus; where a click put it elsewhere, it stays.
    if (!held || held === document.body || box.contains(held)) from?.focus({ preventScroll: true });
  });
  if (focus) card.querySelector("a")?.focus();
}
