/** What lies under the map, asked of the service once; without an answer it is our own plain map. */
import { api, ask } from "../api.ts";

export type BaseMap = {
	kind: "none" | "pmtiles" | "raster" | "vector" | "style";
	url?: string | undefined;
	attribution?: string | undefined;
	glyphs?: string | undefined;
	maxZoom?: number | undefined;
};
export const NO_BASE: BaseMap = { kind: "none" };

let asked: Promise<BaseMap> | undefined;

export function askBaseMap(): Promise<BaseMap> {
	asked ??= ask(api.v1.map.$get()).catch(() => {
		// Asked again by the next map: the line may be back.
		asked = undefined;
		return NO_BASE;
	});
	return asked;
}
