/**
 * Coordinates as people say, write and paste them → a location, or nothing. Reads
 * «49.017, 25.795», «49,017 25,795», degrees with minutes and seconds, and links of
 * Google, OpenStreetMap and the like. How exact it was said is kept: three digits
 * after the dot are a hundred metres, whatever the map shows.
 */
import { sexagesimalToDecimal } from "geolib";
import type { Location } from "../../core/kinds.ts";
import { METRES_PER_DEGREE } from "../../screen/plan.ts";

export function readCoordinates(written: string): Location | undefined {
	const text = written.trim();
	const halves = /^(geo:|https?:|[^\s/]+\.[^\s/]+\/)/i.test(text)
		? halvesOfLink(text)
		: (halvesOfDegrees(plain(text)) ?? halvesOfPair(plain(text)));
	return halves && locationOf(halves);
}

/** As it is shown and can be pasted anywhere; one metre is enough. */
export const writeCoordinates = ({ lat, lon }: Location): string =>
	`${lat.toFixed(5)}, ${lon.toFixed(5)}`;

type Half = { degrees: number; accuracyMetres: number };
type Halves = readonly [lat: Half, lon: Half];

const EXACT_METRES = 10;

function locationOf([lat, lon]: Halves): Location | undefined {
	if (Math.abs(lat.degrees) > 90 || Math.abs(lon.degrees) > 180)
		return undefined;
	const accuracy = Math.round(Math.max(lat.accuracyMetres, lon.accuracyMetres));
	return {
		lat: lat.degrees,
		lon: lon.degrees,
		...(accuracy > EXACT_METRES ? { accuracyMetres: accuracy } : {}),
	};
}

// --- Links -------------------------------------------------------------------

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
/** The pin comes before the middle of the screen, which is only near it. */
const IN_LINKS = [
	`!3d${NUMBER}!4d${NUMBER}`,
	`[?&]mlat=${NUMBER}&mlon=${NUMBER}`,
	`[?&](?:q|query|ll|center|destination|daddr|to)=(?:loc:|ll\\.)?${NUMBER},\\s*${NUMBER}`,
	`/(?:place|search|dir)/[^@]*?${NUMBER},\\s*${NUMBER}`,
	`@${NUMBER},${NUMBER}`,
	`#map=[\\d.]+/${NUMBER}/${NUMBER}`,
	`^geo:${NUMBER},${NUMBER}`,
].map((pattern) => new RegExp(pattern, "i"));

function halvesOfLink(link: string): Halves | undefined {
	const address = decoded(link).replace(/\+/g, " ");
	for (const pattern of IN_LINKS) {
		const [, lat, lon] = pattern.exec(address) ?? [];
		if (lat !== undefined && lon !== undefined)
			return [decimal(lat), decimal(lon)];
	}
	return undefined;
}

function decoded(link: string): string {
	try {
		return decodeURIComponent(link);
	} catch {
		return link;
	}
}

// --- Words and signs -----------------------------------------------------------

/** One kind of each sign, hemispheres as letters, no words around. */
const plain = (text: string): string =>
	text
		.replace(/[’ʼ‘′´`]/g, "'")
		.replace(/''|[″“”„]/g, '"')
		.replace(/[º˚]/g, "°")
		.replace(/\p{Dash}/gu, "-")
		.replace(
			/(lat|lon)(itude|gitude)?|lng|широта|довгота|координати|[:=()]/giu,
			" ",
		)
		.replace(/(пн|північн\S*)\.?\s*(ш\S*)?/giu, "N")
		.replace(/(пд|південн\S*)\.?\s*(ш\S*)?/giu, "S")
		.replace(/(сх|східн\S*)\.?\s*(д\S*)?/giu, "E")
		.replace(/(зх|західн\S*)\.?\s*(д\S*)?/giu, "W")
		.trim();

const DEGREES =
	/([NSEW])?\s*(\d{1,3})°\s*(\d{1,2}(?:[.,]\d+)?)'\s*(?:(\d{1,2}(?:[.,]\d+)?)")?\s*([NSEW])?/gi;

/** 49°01'01.2"N 25°47'42"E, with or without seconds; minutes may have a fraction. */
function halvesOfDegrees(text: string): Halves | undefined {
	const found = [...text.matchAll(DEGREES)];
	const [first, second] = found.map(
		([, before, degrees = "", minutes = "", seconds, after]) => {
			const [minute, rest] = [minutes, seconds].map((part) =>
				part?.replace(",", "."),
			);
			const side = (before ?? after ?? "").toUpperCase();
			return {
				side,
				degrees: sexagesimalToDecimal(
					`${degrees}° ${minute}'${rest === undefined ? "" : ` ${rest}"`} ${side}`,
				),
				accuracyMetres: exactness(
					rest ?? minute ?? "",
					rest === undefined ? 60 : 3_600,
				),
			};
		},
	);
	if (!first || !second || found.length > 2) return undefined;
	const isTurned = /[EW]/.test(first.side) || /[NS]/.test(second.side);
	return isTurned ? [second, first] : [first, second];
}

const PAIR =
	/^([NS])?\s*(-?\d{1,3}[.,]\d+)\s*°?\s*([NS])?\s*[,;\s]\s*([EW])?\s*(-?\d{1,3}[.,]\d+)\s*°?\s*([EW])?$/i;

/** Both with a fraction: «49, 25» is nowhere in particular, «49,25» is half of it. */
function halvesOfPair(text: string): Halves | undefined {
	const [whole, north, lat = "", northAfter, east, lon = "", eastAfter] =
		PAIR.exec(text) ?? [];
	if (whole === undefined) return undefined;
	return [
		turned(decimal(lat), north ?? northAfter),
		turned(decimal(lon), east ?? eastAfter),
	];
}

const turned = (half: Half, side = ""): Half =>
	/[SW]/i.test(side) ? { ...half, degrees: -half.degrees } : half;

function decimal(written: string): Half {
	const number = written.replace(",", ".");
	return { degrees: Number(number), accuracyMetres: exactness(number, 1) };
}

/** Half of the last digit that was said, in metres; `parts` of it make a degree. */
const exactness = (number: string, parts: number): number =>
	METRES_PER_DEGREE / parts / 10 ** (number.split(".")[1]?.length ?? 0) / 2;
