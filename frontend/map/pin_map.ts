// The pin stays in the middle: the map is moved under it, by hand or by the arrow keys, then the pin is put.
import { control, Map as LeafletMap } from "leaflet";
import { closestOf, layBase } from "./outlines.ts";

type Spot = [number, number];

/** Where one looks first: at what is known, at a commune, at the country. */
const NEAR = { spot: 16, commune: 13, country: 5 };
const COUNTRY: Spot = [46.6, 2.5];
/** A metre. */
const DECIMALS = 5;

export class PinMap {
  private readonly canvas: HTMLElement;
  private readonly group: HTMLElement;

  constructor(private readonly box: HTMLElement) {
    this.canvas = box.querySelector<HTMLElement>("[data-canvas]") ?? box;
    this.group = box.closest("fieldset") ?? box;
  }

  async start(): Promise<void> {
    const shown = this.box.querySelector<HTMLElement>("[data-pin-map]");
    if (shown) shown.hidden = false;
    const closest = closestOf(this.box);
    const { zoomIn, zoomOut } = this.box.dataset;
    const map = new LeafletMap(this.canvas, { attributionControl: false, zoomControl: false, scrollWheelZoom: "center", touchZoom: "center", doubleClickZoom: "center", maxZoom: closest });
    control.zoom({ zoomInTitle: zoomIn ?? "", zoomOutTitle: zoomOut ?? "" }).addTo(map);
    const [spot, zoom] = await this.first();
    map.setView(spot, Math.min(zoom, closest));
    map.on("click", ({ latlng }) => map.panTo(latlng));
    this.box.querySelector("[data-pin-put]")?.addEventListener("click", () => this.put(map));
    this.canvas.focus({ preventScroll: true });
    await layBase(map, this.box);
    this.box.dataset.drawn = "";
  }

  private field(part: string): HTMLInputElement | HTMLSelectElement | null {
    return this.group.querySelector(`[name$="-${part}"]`);
  }

  private number(part: string): number {
    return Number.parseFloat((this.field(part)?.value ?? "").replace(",", "."));
  }

  private async first(): Promise<[Spot, number]> {
    const spot: Spot = [this.number("lat"), this.number("lon")];
    if (spot.every(Number.isFinite)) return [spot, NEAR.spot];
    const commune = await this.commune();
    return commune ? [commune, NEAR.commune] : [COUNTRY, NEAR.country];
  }

  /** Where the commune is that the form names. */
  private async commune(): Promise<Spot | null> {
    const { communes = "" } = this.box.dataset;
    const named = this.group.closest("form")?.querySelector<HTMLInputElement>(`[data-named="${communes}"]`)?.value.trim();
    if (!named) return null;
    try {
      const answer = await fetch(`${communes}?q=${encodeURIComponent(named)}`, { headers: { Accept: "application/json" } });
      const [found] = answer.ok ? ((await answer.json()) as { lat: number | null; lon: number | null }[]) : [];
      return found && found.lat !== null && found.lon !== null ? [found.lat, found.lon] : null;
    } catch {
      return null;
    }
  }

  private put(map: LeafletMap): void {
    const { lat, lng } = map.getCenter().wrap();
    const written = { lat: lat.toFixed(DECIMALS), lon: lng.toFixed(DECIMALS), precision: "pin" };
    for (const [part, text] of Object.entries(written)) {
      const field = this.field(part);
      if (!field) continue;
      field.value = text.replace(".", ",");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const said = this.box.querySelector<HTMLElement>("[data-said]");
    if (said) said.textContent = (said.dataset.said ?? "").replace("{}", `${written.lat.replace(".", ",")} ; ${written.lon.replace(".", ",")}`);
  }
}
